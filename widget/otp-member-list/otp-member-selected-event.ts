import type { Holder, RowAction } from '../../bff/contract/member.ts';

/** A row's button was pressed. */
export class OtpMemberSelectedEvent extends Event {
  /** Absent for the 共通トークン. */
  readonly customerId: string | undefined;
  /** True for the 共通トークン. */
  readonly shared: boolean;
  /** What the next screen offers for this row. */
  readonly action: RowAction;

  constructor(holder: Holder, action: RowAction) {
    super('otp-member-selected', { bubbles: true, composed: true });
    this.shared = holder.kind === 'corporation';
    this.customerId = holder.kind === 'corporation' ? undefined : holder.customerId;
    this.action = action;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-member-selected': OtpMemberSelectedEvent;
  }
}
