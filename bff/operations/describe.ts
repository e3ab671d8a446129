// Turns rows into what the wire says of them. The only place where a holder, a registration or an
// intent gets the shape that a screen prints.
import type { Intent, Prover } from '../contract/intent.ts';
import type { Holder, MemberHolder, Registration, RowAction } from '../contract/member.ts';
import { tokenIdTail } from '../contract/token.ts';
import type { UsageMode } from '../contract/usage-mode.ts';
import { Refusal } from '../errors/refusal.ts';
import { nextCodeAt } from '../otp/code-check.ts';
import { stepsOf } from '../otp/intent.ts';
import { isChosen, principalHolder } from '../otp/usage-mode.ts';
import type { Transaction } from '../store/database.ts';
import type { IntentRow } from '../store/intent-store.ts';
import {
  findMaster,
  findMember,
  type Member,
  type MemberWithToken,
} from '../store/member-store.ts';
import { findHeldToken, type HeldToken } from '../store/registration-store.ts';

/** The customer id under which the corporation itself is a holder. */
export const corporationHolder = '';

export function describeMember(member: Member): MemberHolder {
  return {
    kind: member.rank === 0 ? 'master' : 'user',
    customerId: member.customerId,
    name: member.name,
    role: member.role,
  };
}

/** @throws {Refusal} `row-changed` if the member has left the portal meanwhile. */
export async function describeHolder(
  tx: Transaction,
  corporationId: string,
  customerId: string,
): Promise<Holder> {
  if (customerId === corporationHolder) return { kind: 'corporation' };
  const found = await findMember(tx, corporationId, customerId);
  if (found === undefined) throw new Refusal('row-changed');
  return describeMember(found.member);
}

/** The token whose code proves changes now: the master's, or the shared one. */
export async function findTokenInUse(
  tx: Transaction,
  corporationId: string,
  mode: UsageMode,
): Promise<HeldToken | undefined> {
  if (!isChosen(mode)) return undefined;
  return findHeldToken(tx, {
    corporationId,
    customerId: await principalCustomerId(tx, corporationId, mode),
  });
}

/** Customer id of the one who holds the token in use; empty for the corporation. */
export async function principalCustomerId(
  tx: Transaction,
  corporationId: string,
  mode: 'separate' | 'shared',
): Promise<string> {
  if (principalHolder(mode) === 'corporation') return corporationHolder;
  const master = await findMaster(tx, corporationId);
  if (master === undefined) throw new Refusal('not-permitted');
  return master.customerId;
}

/** What a row shows of a token, the shared one's included. */
export type ShownToken = Omit<MemberWithToken, 'member'>;

export function describeRegistration(found: ShownToken, now: number): Registration {
  if (found.tokenId === null || found.digits === null) return { status: 'unregistered' };
  const known: Registration = {
    status: 'registered',
    token: { idTail: tokenIdTail(found.tokenId), digits: found.digits },
    ...(found.registeredAt === null ? {} : { since: instant(found.registeredAt) }),
  };
  if (found.state === 'disabled') return { ...known, status: 'disabled' };
  if (found.pausedUntil !== null && found.pausedUntil > now) {
    return { ...known, status: 'paused', pausedUntil: instant(found.pausedUntil) };
  }
  return known;
}

/** What a member's row offers, by his kind, the mode and whether he holds a token. */
export function actionsFor(member: Member, mode: UsageMode, registered: boolean): RowAction[] {
  if (mode !== 'separate') return [];
  if (member.rank === 0) return ['replace'];
  return [registered ? 'deregister' : 'register'];
}

/** An intent as its administrator may see it. */
export async function describeIntent(
  tx: Transaction,
  intent: IntentRow,
  now: number,
): Promise<Intent> {
  const expired = isLive(intent) && intent.expiresAt <= now;
  const state = expired ? 'expired' : intent.state;
  return {
    id: intent.intentId,
    operation: intent.operation,
    state,
    steps: stepsOf(intent.operation, state),
    mode: { from: intent.modeFrom, to: intent.modeTo },
    holder:
      intent.receipt?.holder ?? (await describeHolder(tx, intent.corporationId, intent.customerId)),
    openedAt: instant(intent.openedAt),
    expiresAt: instant(intent.expiresAt),
    ...(isLive(intent) ? await describeTokens(tx, intent, now) : {}),
    ...(intent.receipt === null ? {} : { receipt: intent.receipt }),
  };
}

/** What a live intent's screens print of tokens: the one in use, and the one that goes. */
async function describeTokens(
  tx: Transaction,
  intent: IntentRow,
  now: number,
): Promise<Pick<Intent, 'prover' | 'nextCodeAt' | 'registration'>> {
  const held = await findTokenInUse(tx, intent.corporationId, intent.modeFrom);
  if (held === undefined) return {};
  const leaving =
    intent.operation === 'deregister-user'
      ? await findMember(tx, intent.corporationId, intent.customerId)
      : undefined;
  const next =
    intent.provedStep === null ? undefined : nextCodeAt(held.token, held.token, intent.provedStep);
  return {
    prover: await describeProver(tx, held),
    ...(next === undefined ? {} : { nextCodeAt: instant(Math.max(next, now)) }),
    ...(leaving === undefined ? {} : { registration: describeRegistration(leaving, now) }),
  };
}

async function describeProver(
  tx: Transaction,
  { registration, token }: HeldToken,
): Promise<Prover> {
  return {
    holder: await describeHolder(tx, registration.corporationId, registration.customerId),
    token: { idTail: tokenIdTail(token.tokenId), digits: token.digits },
  };
}

function isLive({ state }: IntentRow): boolean {
  return state === 'open' || state === 'proved';
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
