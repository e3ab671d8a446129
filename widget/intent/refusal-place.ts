import type { IntentRefusal } from './refusal.ts';

/** The field that a refusal speaks of, or the countdown beside it, or the screen as a whole. */
export type RefusalPlace = 'token-id' | 'code' | 'countdown' | 'screen';

const tokenIdCodes = ['token-id-format', 'token-unavailable', 'token-held', 'token-unchanged'];
const codeCodes = ['otp-format', 'otp-rejected', 'otp-used', 'clock-off', 'not-received'];
/** What was typed was not judged: nothing is wrong with it, so no field is called invalid. */
const waitCodes = ['fence', 'clock-unreliable'];

export function placeOf({ code, retryInSeconds }: IntentRefusal): RefusalPlace {
  if (tokenIdCodes.includes(code)) return 'token-id';
  if (codeCodes.includes(code)) return 'code';
  return retryInSeconds !== undefined && waitCodes.includes(code) ? 'countdown' : 'screen';
}
