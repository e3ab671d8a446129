/**
 * 「ログインする」 was pressed where no `sign-in-url` is set. Cancelable: a portal that signs the person in
 * by itself prevents it; otherwise the page is loaded again, and the portal leads to its sign-in.
 */
export class OtpSignInEvent extends Event {
  constructor() {
    super('otp-sign-in', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-sign-in': OtpSignInEvent;
  }
}
