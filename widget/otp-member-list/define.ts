import { defineElement } from '../define-element.ts';
import { OtpMemberList } from './otp-member-list.ts';

defineElement('otp-member-list', OtpMemberList);

declare global {
  interface HTMLElementTagNameMap {
    'otp-member-list': OtpMemberList;
  }
}
