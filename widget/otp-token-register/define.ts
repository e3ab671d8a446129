import { defineElement } from '../define-element.ts';
import { OtpTokenRegister } from './otp-token-register.ts';

defineElement('otp-token-register', OtpTokenRegister);

declare global {
  interface HTMLElementTagNameMap {
    'otp-token-register': OtpTokenRegister;
  }
}
