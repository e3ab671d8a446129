import type { Receipt } from '../../bff/contract/intent.ts';

/** The usage mode has changed, and is effective now. */
export class OtpUsageModeChangedEvent extends Event {
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    super('otp-usage-mode-changed', { bubbles: true, composed: true });
    this.receipt = receipt;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-usage-mode-changed': OtpUsageModeChangedEvent;
  }
}
