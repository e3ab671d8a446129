import type { Receipt } from '../../bff/contract/intent.ts';

/** A person left the last screen of a change with 閉じる, or one that ended without success. */
export class OtpIntentClosedEvent extends Event {
  /** Absent when the change did not happen. */
  readonly receipt: Receipt | undefined;

  constructor(receipt: Receipt | undefined) {
    super('otp-intent-closed', { bubbles: true, composed: true });
    this.receipt = receipt;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-intent-closed': OtpIntentClosedEvent;
  }
}
