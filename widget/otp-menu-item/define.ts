import { defineElement } from '../define-element.ts';
import { OtpMenuItem } from './otp-menu-item.ts';

defineElement('otp-menu-item', OtpMenuItem);

declare global {
  interface HTMLElementTagNameMap {
    'otp-menu-item': OtpMenuItem;
  }
}
