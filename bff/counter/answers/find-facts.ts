// Finds what a description needs beside the row itself.
import type { Intent } from '../../contract/intent.ts';
import type { Holder } from '../../contract/member.ts';
import { Refusal } from '../../errors/refusal.ts';
import { findTokenInUse } from '../../judging/token-in-use.ts';
import { corporationHolder } from '../../otp/holder.ts';
import type { Transaction } from '../../store/database.ts';
import type { IntentRow } from '../../store/intent-store.ts';
import { findMember } from '../../store/member-store.ts';
import { describeIntent, describeMember, type IntentFacts, isLive } from './describe.ts';

/** @throws {Refusal} `row-changed` if the member has left the portal meanwhile. */
export async function findHolder(
  tx: Transaction,
  corporationId: string,
  customerId: string,
): Promise<Holder> {
  if (customerId === corporationHolder) return { kind: 'corporation' };
  const found = await findMember(tx, corporationId, customerId);
  if (found === undefined) throw new Refusal('row-changed');
  return describeMember(found.member);
}

/** An intent as it stands at `now`, in milliseconds, for the administrator who opened it. */
export async function answerIntent(
  tx: Transaction,
  intent: IntentRow,
  now: number,
): Promise<Intent> {
  return describeIntent(intent, await findIntentFacts(tx, intent), now);
}

async function findIntentFacts(tx: Transaction, intent: IntentRow): Promise<IntentFacts> {
  const { corporationId, customerId, receipt, operation, modeFrom } = intent;
  const holder = receipt?.holder ?? (await findHolder(tx, corporationId, customerId));
  const held = isLive(intent) ? await findTokenInUse(tx, corporationId, modeFrom) : undefined;
  if (held === undefined) return { holder };
  const { registration, token } = held;
  const prover = { holder: await findHolder(tx, corporationId, registration.customerId), token };
  const leaves = operation === 'deregister-user';
  return {
    holder,
    prover,
    leaving: leaves ? await findMember(tx, corporationId, customerId) : undefined,
  };
}
