/** The session ends soon unless somebody asks something of the bank. */
export class OtpSessionEndingEvent extends Event {
  /** Seconds until then. */
  readonly secondsLeft: number;

  constructor(secondsLeft: number) {
    super('otp-session-ending', { bubbles: true, composed: true });
    this.secondsLeft = secondsLeft;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-session-ending': OtpSessionEndingEvent;
  }
}
