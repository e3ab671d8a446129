// Entry of the one classic script: defines every element and leaves no global behind. It calls by
// itself: an import for the effect alone is dropped by bundlers that trust `sideEffects`.
import { defineOtpElements } from './define-otp-elements.ts';

defineOtpElements();
