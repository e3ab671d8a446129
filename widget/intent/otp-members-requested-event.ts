/** S-50's button ワンタイムパスワード認証情報管理: the job goes on in the member list. */
export class OtpMembersRequestedEvent extends Event {
  constructor() {
    super('otp-members-requested', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-members-requested': OtpMembersRequestedEvent;
  }
}
