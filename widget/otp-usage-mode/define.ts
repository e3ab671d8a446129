import { defineElement } from '../define-element.ts';
import { OtpUsageMode } from './otp-usage-mode.ts';

defineElement('otp-usage-mode', OtpUsageMode);

declare global {
  interface HTMLElementTagNameMap {
    'otp-usage-mode': OtpUsageMode;
  }
}
