// Turns rows into what the wire says of them. It asks nothing: what a description needs is found first
// (`find-facts.ts`). The only place where a member, a registration or an intent gets the shape that a
// screen prints.
import type { Intent } from '../../contract/intent.ts';
import type { Holder, MemberHolder, Registration, RowAction } from '../../contract/member.ts';
import { tokenIdTail } from '../../contract/token.ts';
import type { UsageMode } from '../../contract/usage-mode.ts';
import { nextCodeAt } from '../../otp/code-check.ts';
import { stepsOf } from '../../otp/intent.ts';
import type { IntentRow } from '../../store/intent-store.ts';
import type { Member, MemberWithToken } from '../../store/member-store.ts';
import type { Token } from '../../store/token-store.ts';

export function describeMember(member: Member): MemberHolder {
  return {
    kind: member.rank === 0 ? 'master' : 'user',
    customerId: member.customerId,
    name: member.name,
    role: member.role,
  };
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

/** What a member's row offers, by the kind of member, the mode and whether a token is held. */
export function actionsFor(member: Member, mode: UsageMode, registered: boolean): RowAction[] {
  if (mode !== 'separate') return [];
  if (member.rank === 0) return ['replace'];
  return [registered ? 'deregister' : 'register'];
}

/** What the tables say beside an intent's own row. */
export interface IntentFacts {
  holder: Holder;
  /** The token in use, while the intent is live. */
  prover?: { holder: Holder; token: Token } | undefined;
  /** The member who loses a token by it, while it is live. */
  leaving?: MemberWithToken | undefined;
}

/** An intent as its administrator may see it. */
export function describeIntent(intent: IntentRow, facts: IntentFacts, now: number): Intent {
  const expired = isLive(intent) && intent.expiresAt <= now;
  const state = expired ? 'expired' : intent.state;
  return {
    id: intent.intentId,
    operation: intent.operation,
    state,
    steps: stepsOf(intent.operation, state),
    mode: { from: intent.modeFrom, to: intent.modeTo },
    holder: facts.holder,
    openedAt: instant(intent.openedAt),
    expiresAt: instant(intent.expiresAt),
    ...describeTokens(intent, facts, now),
    ...(intent.receipt === null ? {} : { receipt: intent.receipt }),
  };
}

/** What a live intent's screens print of tokens: the one in use, and the one that goes. */
function describeTokens(
  { provedStep }: IntentRow,
  { prover, leaving }: IntentFacts,
  now: number,
): Pick<Intent, 'prover' | 'nextCodeAt' | 'registration'> {
  if (prover === undefined) return {};
  const { holder, token } = prover;
  const next = provedStep === null ? undefined : nextCodeAt(token, token, provedStep);
  return {
    prover: { holder, token: { idTail: tokenIdTail(token.tokenId), digits: token.digits } },
    ...(next === undefined ? {} : { nextCodeAt: instant(Math.max(next, now)) }),
    ...(leaving === undefined ? {} : { registration: describeRegistration(leaving, now) }),
  };
}

export function isLive({ state }: IntentRow): boolean {
  return state === 'open' || state === 'proved';
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
