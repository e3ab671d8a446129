import type { Intent, OpenIntent } from '../../bff/contract/intent.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { OtpUnknownOutcomeError } from '../client/problems.ts';

const tries = 3;
/** Milliseconds between two tries. */
const wait = 1_000;

export interface OpeningOptions {
  client: OtpClient;
  signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Opens a change. Where no answer tells whether that happened, it asks again: nothing is spent by
 * opening, and one idempotency key for all tries opens one change.
 *
 * @throws {OtpProblemError} When the server refuses.
 * @throws {OtpUnknownOutcomeError} When no try had an answer.
 * @throws {DOMException} `AbortError`, when the signal aborts.
 */
export async function openIntent(
  input: OpenIntent,
  { client, signal, sleep }: OpeningOptions,
): Promise<Intent> {
  const options = { signal, idempotencyKey: crypto.randomUUID() };
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await client.openIntent(input, options);
    } catch (error) {
      if (!(error instanceof OtpUnknownOutcomeError) || left === 0) throw error;
      await sleep(wait, signal);
    }
  }
}
