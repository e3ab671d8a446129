// A verification that is asked again: a server does that when it heard no answer. Under one key it is
// judged and charged once, and answered as it was, whether that was a yes or a no.
import type { Verification, VerificationInput } from '../../contract/verification.ts';
import { day } from '../../durations.ts';
import { Refusal } from '../../errors/refusal.ts';
import type { ServerClient } from '../../portal/server-client.ts';
import type { Context } from '../../ports.ts';
import type { Corporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import type { VerificationFacts } from '../../store/verification-facts.ts';
import {
  deleteVerificationsBefore,
  saveVerification,
  type VerificationName,
} from '../../store/verification-store.ts';

/** For how long an answer is told again. After that the key may be used anew. */
export const verdictLife = 1 * day;
/** Old answers are deleted with every 32nd entry of a corporation's history or so: a statement less. */
const purgeEvery = 32;

/** A request of one of the portal's servers. */
export interface AskedVerification {
  client: ServerClient;
  idempotencyKey: string;
  requestId: string;
  input: VerificationInput;
}

type Marking = Pick<Context, 'vault'>;

/**
 * What this request was answered before; undefined if it is new. `former` was read behind the lock of
 * the corporation: of two at once the second waits there for the first one's verdict.
 *
 * @throws {Refusal} `idempotency-mismatch`, if something else was asked under its key.
 */
export function formerVerdict(
  { vault }: Marking,
  asked: AskedVerification,
  former: VerificationFacts['former'],
  now: number,
): Verification | Refusal | undefined {
  if (former === undefined || former.answeredAt < now - verdictLife) return undefined;
  if (!vault.isMark(former.requestDigest, asked.input.corporationId, messageOf(asked)))
    throw new Refusal('idempotency-mismatch');
  const { verdict } = former;
  if (verdict.accepted) return { verifiedAt: verdict.verifiedAt };
  return new Refusal(verdict.code, verdict.facts);
}

/** Keeps a verdict. Of faults of ours (5xx) nothing is kept: nothing was evaluated. */
export async function rememberVerdict(
  { vault }: Marking,
  tx: Transaction,
  asked: AskedVerification,
  { corporationId, auditSeq }: Pick<Corporation, 'corporationId' | 'auditSeq'>,
  { verdict, now }: { verdict: Verification | Refusal; now: number },
): Promise<void> {
  const refused = verdict instanceof Refusal;
  if (refused && verdict.status >= 500) return;
  if (auditSeq % purgeEvery === 0)
    await deleteVerificationsBefore(tx, corporationId, now - verdictLife);
  await saveVerification(tx, {
    ...nameOf(asked),
    requestDigest: vault.mark(corporationId, messageOf(asked)),
    verdict: refused
      ? { accepted: false, code: verdict.code, facts: verdict.facts }
      : { accepted: true, verifiedAt: verdict.verifiedAt },
    answeredAt: now,
  });
}

/** By what a verdict is found again. */
export function nameOf({ client, idempotencyKey, input }: AskedVerification): VerificationName {
  return { corporationId: input.corporationId, clientId: client.id, idempotencyKey };
}

/** All that was asked, in one order. Only its keyed digest is kept: a code is among it. */
function messageOf({ client, idempotencyKey, input }: AskedVerification): string {
  const { customerId, purpose, code, binding = null } = input;
  return JSON.stringify([
    'verification',
    client.id,
    idempotencyKey,
    customerId,
    purpose,
    code,
    binding,
  ]);
}
