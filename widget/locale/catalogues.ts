import type { Catalogues } from './messages.ts';

// Apart on purpose: what an element never says is in no file that it fetches.
export { commonTexts } from './common-texts.ts';
export { intentTexts } from './intent-texts.ts';
export { listTexts } from './list-texts.ts';
export { registrationTexts } from './registration-texts.ts';
export { sessionTexts } from './session-texts.ts';
export { usageModeTexts } from './usage-mode-texts.ts';

/** The texts of both, for an element that says both; where names meet, the second's count. */
export function joined<A extends object, B extends object>(
  first: Catalogues<A>,
  second: Catalogues<B>,
): Catalogues<A & B> {
  return {
    ja: (wording) => ({ ...first.ja(wording), ...second.ja(wording) }),
    en: (english) => (wording) => ({
      ...first.en(english)(wording),
      ...second.en(english)(wording),
    }),
  };
}
