/** 利用形態設定 was pressed. */
export class OtpUsageModeSelectedEvent extends Event {
  constructor() {
    super('otp-usage-mode-selected', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-usage-mode-selected': OtpUsageModeSelectedEvent;
  }
}
