import type { SessionEndReason } from '../client/session-end.ts';

/**
 * The session of this page is over, and everything that it showed is gone. `reason` is all that the page
 * knows: `idle` only where its own idle time ran out, `signed-in-elsewhere`, `not-signed-in` where the
 * portal says that nobody is, and `ended` for everything else.
 */
export class OtpSessionEndedEvent extends Event {
  readonly reason: SessionEndReason;

  constructor(reason: SessionEndReason) {
    super('otp-session-ended', { bubbles: true, composed: true });
    this.reason = reason;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-session-ended': OtpSessionEndedEvent;
  }
}
