import { defineOtpElements } from './define-otp-elements.ts';

defineOtpElements();

export { defineOtpElements };
export type { DefineOptions } from './define-otp-elements.ts';
