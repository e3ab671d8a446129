import type { ChosenMode, UsageMode } from '../../bff/contract/usage-mode.ts';

/** 確定 was pressed; `preventDefault()` keeps the change from being sent. */
export class OtpUsageModeChangeEvent extends Event {
  readonly from: UsageMode;
  readonly to: ChosenMode;

  constructor(from: UsageMode, to: ChosenMode) {
    super('otp-usage-mode-change', { bubbles: true, composed: true, cancelable: true });
    this.from = from;
    this.to = to;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-usage-mode-change': OtpUsageModeChangeEvent;
  }
}
