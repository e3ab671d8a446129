/** Digits a token's codes may have (RFC 4226 section 5.3 allows 6 to 8; we use two). */
export const codeDigits = [6, 8] as const;
export type CodeDigits = (typeof codeDigits)[number];

/**
 * Folds what a person typed or pasted into a code: full-width digits become half-width, spaces and
 * hyphens go. Anything else stays, so that the screen and the server can refuse it visibly.
 * Never turns a code into a number: leading zeros count.
 */
export function foldCode(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s\-\u2010-\u2015\u2212\u30fc]/gu, '');
}

/** Folds width and nothing else: what the server does to a code before it looks at it. */
export function foldWidth(typed: string): string {
  return typed.normalize('NFKC');
}

/** True for exactly `digits` ASCII digits. */
export function isCode(code: string, digits: CodeDigits): boolean {
  return code.length === digits && /^[0-9]+$/.test(code);
}
