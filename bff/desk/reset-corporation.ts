import { appendAudit } from '../decision/append-audit.ts';
import {
  type AskedByOperator,
  type Origin,
  operatorsChange,
} from '../decision/operators-change.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { releaseAll } from '../registrations/release.ts';
import { endSessionsOfMembers } from '../sessions/end-sessions.ts';
import { advanceCorporation, type Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { voidLiveIntents } from '../store/intent-store.ts';
import { findMaster } from '../store/member-store.ts';
import type { Registration } from '../store/registration-store.ts';
import { setTokenState } from '../store/token-store.ts';

export interface ResetCorporation extends AskedByOperator {
  /**
   * The master's or the shared token is not lost (its holder has left, say): it goes to stock. Without
   * this it is retired, so that nobody who finds it can register it.
   */
  keepToken?: boolean;
}

/** What a reset has ended. */
export interface CorporationReset {
  /** Tokens that are in stock again. */
  released: number;
  /** True if the token that proved changes can never be registered again. */
  retired: boolean;
}

/**
 * Takes a corporation back to before its first registration, because nobody there can prove a change
 * any more: the master's or the shared token is lost or dead, or a new master has none. One transaction:
 * all registrations end, users' tokens are in stock, open intents are void, nobody waits. The first
 * registration follows, by the portal's fresh word for the master.
 *
 * @throws {OperatorRefusal} `reason`, `corporation-unknown`, or `mode-unset` if nothing is registered.
 */
export async function resetCorporation(
  context: OperatorContext,
  asked: ResetCorporation,
): Promise<CorporationReset> {
  return operatorsChange(context, asked, async (tx, corporation, origin) => {
    const { corporationId, mode, version } = corporation;
    if (mode === 'unset') throw new OperatorRefusal('mode-unset');
    const ended = await releaseAll(tx, corporationId, origin);
    const principal = ended.find(({ holderKind }) => holderKind !== 'user');
    const lost = asked.keepToken === true ? undefined : principal;
    if (lost !== undefined) await setTokenState(tx, lost, 'retired');
    const advanced = await advanceCorporation(tx, corporation, 'unset', null);
    await voidLiveIntents(tx, corporationId);
    const head = await endSessionsOfHolders(context, tx, advanced, ended, origin);

    const released = lost === undefined ? ended.length : ended.length - 1;
    const { at, actor, receiptNumber, reason } = origin;
    await appendAudit(context, tx, head, {
      ...{ at, actor, receiptNumber, action: 'corporation-reset', result: 'done', target: '' },
      ...(principal === undefined ? {} : { tokenId: principal.tokenId }),
      before: { mode, version, waitingSince: corporation.waitingSince },
      after: {
        mode: head.mode,
        version: head.version,
        waitingSince: null,
        released,
        retired: lost !== undefined,
        reason,
      },
    });
    return { released, retired: lost !== undefined };
  });
}

/** Who held a token signs in again, and so does the master: a lost token may have opened a session. */
async function endSessionsOfHolders(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  ended: readonly Registration[],
  { at, actor }: Origin,
): Promise<Corporation> {
  const master = await findMaster(tx, corporation.corporationId);
  const holders = ended
    .filter(({ holderKind }) => holderKind !== 'corporation')
    .map(({ customerId }) => customerId);
  const members = master === undefined ? holders : [...holders, master.customerId];
  const ending = { at, by: 'token-changed', actor } as const;
  return endSessionsOfMembers(context, tx, corporation, members, ending);
}
