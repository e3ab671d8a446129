import { OtpProblemError } from './problems.ts';

/**
 * Why a page's session is over, as far as the page knows it.
 * - `idle`: the page's own idle time ran out. The wire never says so; only the page can know it.
 * - `signed-in-elsewhere`: a newer portal session of the same person took its place.
 * - `ended`: over for another reason, for example signed out, ended by the portal, or another person
 *   signed in in this browser.
 * - `not-signed-in`: the portal says that nobody is signed in.
 */
export type SessionEndReason = 'idle' | 'signed-in-elsewhere' | 'ended' | 'not-signed-in';

const codes = ['session-ended', 'signed-in-elsewhere'] as const;

/** A refusal after which the session of this page is over. */
export function isSessionEnd(
  error: unknown,
): error is OtpProblemError & { readonly code: (typeof codes)[number] } {
  return error instanceof OtpProblemError && isSessionEndCode(error.code);
}

/** True for the problem codes of `isSessionEnd`. */
export function isSessionEndCode(code: string): boolean {
  return codes.some((one) => one === code);
}

/** HTTP 401 (RFC 9110 section 15.5.2), as the server answers it. */
const unauthorized = 401;

/** What a call gets that is made after the end: the refusal that the server would answer. */
export function sessionEnded(reason: SessionEndReason): OtpProblemError {
  const code = reason === 'signed-in-elsewhere' ? reason : 'session-ended';
  return new OtpProblemError(code, unauthorized, {}, Date.now());
}
