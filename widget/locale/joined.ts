import type { Catalogues } from './messages.ts';

/** The texts of both, for an element that says both; where names meet, the second's count. */
export function joined<A extends object, B extends object>(
  first: Catalogues<A>,
  second: Catalogues<B>,
): Catalogues<A & B> {
  return {
    ja: (wording) => ({ ...first.ja(wording), ...second.ja(wording) }),
    en: (wording) => ({ ...first.en(wording), ...second.en(wording) }),
  };
}
