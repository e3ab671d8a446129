import type { Receipt } from '../../bff/contract/intent.ts';

/** A token was registered, replaced or deregistered; it is effective now. */
export class OtpRegistrationChangedEvent extends Event {
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    super('otp-registration-changed', { bubbles: true, composed: true });
    this.receipt = receipt;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-registration-changed': OtpRegistrationChangedEvent;
  }
}
