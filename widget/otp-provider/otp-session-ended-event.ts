/** The session is over: by idleness, by its absolute end, or because the server says so. */
export class OtpSessionEndedEvent extends Event {
  constructor() {
    super('otp-session-ended', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-session-ended': OtpSessionEndedEvent;
  }
}
