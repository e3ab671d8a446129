/**
 * The server wants the portal to ask the master's password again. After that the portal opens a new
 * session, and the person starts the change again.
 */
export class OtpReauthenticationRequiredEvent extends Event {
  constructor() {
    super('otp-reauthentication-required', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-reauthentication-required': OtpReauthenticationRequiredEvent;
  }
}
