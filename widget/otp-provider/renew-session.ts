import { OtpNetworkError, OtpProblemError } from '../client/problems.ts';

/**
 * Posts to the portal's own endpoint, which vouches for the person to the BFF and relays its cookie.
 *
 * @throws {OtpProblemError} `session-ended`: the portal does not vouch; sign in there first.
 * @throws {OtpNetworkError} No answer came.
 */
export async function renewSession(
  url: string,
  ask: typeof fetch,
  signal: AbortSignal,
): Promise<void> {
  const response = await post(url, ask, signal);
  if (!response.ok) throw new OtpProblemError('session-ended', response.status, {}, Date.now());
}

async function post(url: string, ask: typeof fetch, signal: AbortSignal): Promise<Response> {
  try {
    // Another origin is refused by the browser itself: an assertion never leaves the portal.
    return await ask(url, {
      method: 'POST',
      mode: 'same-origin',
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new OtpNetworkError({ cause });
  }
}
