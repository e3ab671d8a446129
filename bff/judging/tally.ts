// What wrong codes cost, where: a token in use pauses and is disabled, a token in stock only uses up
// an allowance. Read before a code is judged, written in the transaction of its verdict.
import { Refusal } from '../errors/refusal.ts';
import { until } from '../errors/until.ts';
import { registrationCodes, spentUntil, use } from '../otp/allowance.ts';
import {
  afterSuccess,
  type Attempts,
  charge,
  chargeShared,
  isDisabled,
  isPaused,
  triesLeft,
} from '../otp/attempts.ts';
import { findUsed, saveUsed } from '../store/allowance-store.ts';
import { type AttemptKey, everybody, findAttempts, saveAttempts } from '../store/attempt-store.ts';
import type { Transaction } from '../store/database.ts';
import { setTokenState } from '../store/token-store.ts';
import type { PresentedCode } from './presented-code.ts';

/** Whose wrong codes on which token, and what for. */
export type TallyKey = Pick<
  PresentedCode,
  'token' | 'actorId' | 'shared' | 'attempts' | 'registering'
>;

/** The wrong codes that count against a presented one. Instants in milliseconds. */
export interface Tally {
  /** Why no code is judged at this instant. */
  refusal(now: number): Refusal | undefined;
  /** Counts a wrong code, and says what it is refused with. */
  charge(now: number): Promise<Refusal>;
  /** A right code ends the row of wrong ones. */
  clear(): Promise<void>;
}

/**
 * True for a token that nobody holds. One that is kept across a change of mode is in use: it is
 * judged and charged as ever.
 */
export function isFromStock({ token, registering }: TallyKey): boolean {
  return registering !== undefined && token.state === 'stock';
}

export async function openTally(tx: Transaction, presented: TallyKey): Promise<Tally> {
  const inUse = await tallyOfUse(tx, presented);
  return isFromStock(presented) ? tallyOfRegistration(tx, presented, inUse) : inUse;
}

async function tallyOfUse(tx: Transaction, presented: TallyKey): Promise<Tally> {
  const { token, actorId, shared, attempts } = presented;
  const ownKey = { corporationId: token.corporationId, tokenId: token.tokenId, actorId };
  const allKey = { ...ownKey, actorId: everybody };
  const own = attempts?.own ?? (await findAttempts(tx, ownKey));
  const all = shared ? (attempts?.all ?? (await findAttempts(tx, allKey))) : undefined;
  return {
    refusal: (now) => (token.state === 'disabled' ? waiting() : refusalOf(own, all, now)),
    charge: async (now) => {
      const next = charge(own, now);
      const nextAll = all && chargeShared(all, now);
      await saveAttempts(tx, ownKey, next);
      if (nextAll !== undefined) await saveAttempts(tx, allKey, nextAll);
      // One colleague's wrong codes end his own use of a shared token, never the others'.
      if (isDisabled(nextAll ?? next)) await setTokenState(tx, token, 'disabled');
      const left = triesLeft(next);
      const rejected = new Refusal('otp-rejected', left === undefined ? {} : { triesLeft: left });
      return refusalOf(next, nextAll, now) ?? rejected;
    },
    clear: async () => {
      await endRow(tx, ownKey, own);
      if (all !== undefined) await endRow(tx, allKey, all);
    },
  };
}

/**
 * A token in stock proves nothing yet, so its wrong codes pause nobody. A pause that it brought while
 * it was in use still stands.
 */
async function tallyOfRegistration(
  tx: Transaction,
  { token, actorId, registering }: TallyKey,
  inUse: Tally,
): Promise<Tally> {
  const key = { corporationId: token.corporationId, actorId, kind: 'registration-code' } as const;
  const used = await findUsed(tx, key);
  const cost = registering?.nextCode === undefined ? 1 : 2;
  return {
    refusal: (now) => {
      const end = spentUntil(used, registrationCodes, now);
      const spent = end === undefined ? undefined : new Refusal('too-many-requests', until(end));
      return inUse.refusal(now) ?? spent;
    },
    charge: async (now) => {
      await saveUsed(tx, key, use(used, registrationCodes, now, cost));
      return new Refusal('otp-rejected');
    },
    clear: () => Promise.resolve(),
  };
}

function refusalOf(own: Attempts, all: Attempts | undefined, now: number): Refusal | undefined {
  const both = all === undefined ? [own] : [own, all];
  if (both.some(isDisabled)) return waiting();
  if (!both.some((each) => isPaused(each, now))) return undefined;
  return new Refusal('otp-paused', until(Math.max(...both.map((each) => each.pausedUntil))));
}

function waiting(): Refusal {
  return new Refusal('token-disabled');
}

async function endRow(tx: Transaction, key: AttemptKey, attempts: Attempts): Promise<void> {
  if (attempts.consecutive > 0) await saveAttempts(tx, key, afterSuccess(attempts));
}
