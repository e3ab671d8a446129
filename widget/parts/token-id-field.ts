import type { TemplateResult } from 'lit';

import { foldTokenId } from '../../bff/contract/token.ts';
import { foldedInput, type FoldedInput } from './folded-input.ts';

/** トークンID as printed on the back; letters become capitals as they are typed. */
export function tokenIdField(field: FoldedInput): TemplateResult {
  return foldedInput(field, { inputMode: 'text', autocomplete: 'off', fold: foldTokenId });
}
