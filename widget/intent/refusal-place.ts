import type { IntentRefusal } from './refusal.ts';

/** The field that a refusal speaks of, or the screen as a whole. */
export type RefusalPlace = 'token-id' | 'code' | 'screen';

const tokenIdCodes = ['token-id-format', 'token-unavailable', 'token-held', 'token-unchanged'];
const codeCodes = ['otp-format', 'otp-rejected', 'otp-used', 'clock-off', 'fence', 'not-received'];

export function placeOf({ code }: IntentRefusal): RefusalPlace {
  if (tokenIdCodes.includes(code)) return 'token-id';
  return codeCodes.includes(code) ? 'code' : 'screen';
}
