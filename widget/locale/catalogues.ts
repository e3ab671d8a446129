import { en, enIntent, enList, enRegistration, enSession, enUsageMode } from './en.ts';
import { ja, jaIntent, jaList, jaRegistration, jaSession, jaUsageMode } from './ja.ts';
import type { Catalogues, Wording } from './messages.ts';

// Apart on purpose: a bundle of one element leaves out what that element never says.
export const commonTexts = { ja, en };
export const intentTexts = { ja: jaIntent, en: enIntent };
export const sessionTexts = { ja: jaSession, en: enSession };
export const usageModeTexts = { ja: jaUsageMode, en: enUsageMode };
export const registrationTexts = { ja: jaRegistration, en: enRegistration };
export const listTexts = { ja: jaList, en: enList };

/** The texts of both, for an element that says both; where names meet, the second's count. */
export function joined<A extends object, B extends object>(
  first: Catalogues<A>,
  second: Catalogues<B>,
): Catalogues<A & B> {
  const join = (lang: 'ja' | 'en') => (wording: Wording) => ({
    ...first[lang](wording),
    ...second[lang](wording),
  });
  return { ja: join('ja'), en: join('en') };
}
