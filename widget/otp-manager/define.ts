import { defineElement } from '../define-element.ts';
import '../otp-member-list/define.ts';
import '../otp-token-register/define.ts';
import '../otp-usage-mode/define.ts';
import { OtpManager } from './otp-manager.ts';

defineElement('otp-manager', OtpManager);

declare global {
  interface HTMLElementTagNameMap {
    'otp-manager': OtpManager;
  }
}
