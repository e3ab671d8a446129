/** A token id as printed on the back: up to 32 of `A-Z 0-9 -`, usually 12. */
export const tokenIdPattern = /^[A-Z0-9-]{4,32}$/;

const visibleCharacters = 4;

/** Last four characters of a token id: all that a screen, a notice or a receipt may show. */
export function tokenIdTail(tokenId: string): string {
  return tokenId.slice(-visibleCharacters);
}

/** Folds what a person typed (full-width, lower case, spaces) into a token id's own form. */
export function foldTokenId(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015\u2212\u30fc]/gu, (c) => (/\s/u.test(c) ? '' : '-'));
}
