import type { TemplateResult } from 'lit';

import { foldCode } from '../../bff/contract/code.ts';
import { foldedInput, type FoldedInput } from './folded-input.ts';

/** One field for a code: whole, never a box a digit, so that paste, speech and autofill work. */
export function codeField(field: FoldedInput): TemplateResult {
  return foldedInput(field, {
    inputMode: 'numeric',
    autocomplete: 'one-time-code',
    fold: foldCode,
  });
}
