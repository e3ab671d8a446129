import { own } from '../client/own.ts';
import { OtpNotVouchedError } from '../client/problems.ts';
import { warnDeveloper } from '../client/warn-developer.ts';

/** Milliseconds. As long as a call to the service may take. */
const patience = 15_000;

/** What the portal's endpoint may answer (HTTP status). */
const vouched = 204;
const notSignedIn = [401, 403];

/**
 * Posts to the portal's own endpoint, which vouches for the person to the BFF and relays its cookie.
 * False: it answers 401 or 403, nobody is signed in at the portal.
 *
 * @throws {OtpNotVouchedError} It answers something else, or nothing; the developer is warned.
 */
export async function vouch(url: string, ask: typeof fetch, signal: AbortSignal): Promise<boolean> {
  const status = await post(url, ask, signal);
  if (status === vouched || notSignedIn.includes(status)) return status === vouched;
  warnOf(url, `answered ${String(status)}`);
  throw new OtpNotVouchedError();
}

/** The endpoint answered 204, and yet the service knows no session: the warning, and what to raise. */
export function cookieLost(url: string): OtpNotVouchedError {
  warnOf(url, 'answered 204, but the service knows no session (its Set-Cookie must be passed on)');
  return new OtpNotVouchedError();
}

async function post(url: string, ask: typeof fetch, signal: AbortSignal): Promise<number> {
  try {
    // Another origin is refused by the browser itself: an assertion never leaves the portal.
    const init = own<RequestInit>({
      method: 'POST',
      mode: 'same-origin',
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      body: null,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    const { status } = await ask(url, init);
    return status;
  } catch (cause) {
    signal.throwIfAborted();
    warnOf(url, 'gave no answer, redirected, or is of another origin');
    throw new OtpNotVouchedError({ cause });
  }
}

function warnOf(url: string, what: string): void {
  warnDeveloper(
    `session-url ${url} ${what}. It must answer a POST with 204 and the cookie of the service, or ` +
      'with 401 where nobody is signed in. Until then nothing is shown.',
  );
}
