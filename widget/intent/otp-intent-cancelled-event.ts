import type { Operation } from '../../bff/contract/intent.ts';

/** A person went 戻る before 確定: nothing was saved. */
export class OtpIntentCancelledEvent extends Event {
  readonly operation: Operation;

  constructor(operation: Operation) {
    super('otp-intent-cancelled', { bubbles: true, composed: true });
    this.operation = operation;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-intent-cancelled': OtpIntentCancelledEvent;
  }
}
