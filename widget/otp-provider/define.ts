import { defineElement } from '../define-element.ts';
import { OtpProvider } from './otp-provider.ts';

defineElement('otp-provider', OtpProvider);

declare global {
  interface HTMLElementTagNameMap {
    'otp-provider': OtpProvider;
  }
}
