import type { Operation } from '../../bff/contract/intent.ts';
import type { Holder } from '../../bff/contract/member.ts';

/** 確定 was pressed; `preventDefault()` keeps the change from being sent. */
export class OtpRegistrationChangeEvent extends Event {
  readonly operation: Operation;
  readonly holder: Holder;

  constructor(operation: Operation, holder: Holder) {
    super('otp-registration-change', { bubbles: true, composed: true, cancelable: true });
    this.operation = operation;
    this.holder = holder;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-registration-change': OtpRegistrationChangeEvent;
  }
}
