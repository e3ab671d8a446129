import type { Intent } from '../../bff/contract/intent.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { OtpProblemError } from '../client/problems.ts';

/** Milliseconds before the first, second, … question; the last one repeats. */
const waits = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
const firstServerFault = 500;
/** A request that was given up may still be on its way: one 「not yet」 is no proof. */
const unchangedAnswersNeeded = 2;

export interface SettleOptions {
  client: OtpClient;
  signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Asks what became of `sent`, until the server knows (A89, A104). Never gives up by itself.
 *
 * @throws {OtpProblemError} When the server will not tell, for example after the session's end.
 * @throws {DOMException} `AbortError`, when the signal aborts.
 */
export async function settle(sent: Intent, options: SettleOptions): Promise<Intent> {
  let unchanged = 0;
  for (let turn = 0; ; turn += 1) {
    await options.sleep(waits[Math.min(turn, waits.length - 1)] ?? 0, options.signal);
    const intent = await ask(sent.id, options);
    if (intent === undefined) continue;
    unchanged += 1;
    if (intent.state !== sent.state || unchanged === unchangedAnswersNeeded) return intent;
  }
}

/** Undefined while there is no answer that tells. */
async function ask(id: string, { client, signal }: SettleOptions): Promise<Intent | undefined> {
  try {
    return await client.intent(id, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OtpProblemError && error.status < firstServerFault) throw error;
    return undefined;
  }
}
