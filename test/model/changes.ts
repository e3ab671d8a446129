// The five procedures, from what is asked for to what has changed: the model's half of `/intents`.
import type { CommitInput, OpenIntent } from '../../bff/contract/intent.ts';
import type { ProblemCode } from '../../bff/contract/problem.ts';
import type { ChosenMode } from '../../bff/contract/usage-mode.ts';
import { type Answer, refused } from './asks.ts';
import { spentUntil, use } from './charges.ts';
import { describe, principal, receiptOf, tokenInUse } from './described.ts';
import { lockOf, type No, present, refusedAs, until } from './judge.ts';
import {
  type Change,
  type Corporation,
  corporationOf,
  given,
  type Session,
  type World,
} from './world.ts';

const minute = 60_000;
const life = 10 * minute;

interface Asking {
  world: World;
  session: Session;
  now: number;
  unreliableUntil: number | undefined;
}

export function open(
  { world, session, now }: Asking,
  { asked, key, number }: { asked: OpenIntent; key: string; number: number },
): Answer {
  const { corporationId, customerId: actorId } = session;
  const corporation = corporationOf(world, corporationId);
  if (corporation.master !== actorId) return refused('not-permitted');
  const own = world.changes.filter((each) => isBy(each, session));
  const earlier = own.find((each) => each.key === key);
  if (earlier !== undefined)
    return isSame(earlier, session, asked)
      ? describe(corporation, earlier, now)
      : refused('idempotency-mismatch');

  const inSession = own.filter((each) => each.session === session.number);
  const unfinished = inSession.filter((c) => c.openedAt > now - life && c.state !== 'committed');
  if (unfinished.length >= 10) return refused('too-many-requests', until(now + minute));
  const why = whyNot(corporation, asked);
  if (why !== undefined) return refused(why);
  // A pause may end before the code is typed; what the bank has to lift will not.
  if (lockInUse(corporation, actorId, now)?.code === 'token-disabled')
    return refused('token-disabled');

  voidAll(world, corporationId);
  const modeTo = 'to' in asked ? asked.to : (corporation.mode as ChosenMode);
  const change: Change = {
    ...{ number, key, corporationId, actorId, modeTo, state: 'open' },
    operation: asked.operation,
    modeFrom: corporation.mode,
    customerId: 'customerId' in asked ? asked.customerId : principal(corporation, modeTo),
    version: corporation.version,
    session: session.number,
    openedAt: now,
    expiresAt: now + life,
  };
  world.changes.push(change);
  return describe(corporation, change, now);
}

export function prove(asking: Asking, number: number, typed: string): Answer {
  const found = find(asking, number);
  if ('is' in found) return found;
  const { corporation, change } = found;
  const tokenId = tokenInUse(corporation);
  if (change.state !== 'open' || tokenId === undefined) return refused('intent-order');
  const { session, ...when } = asking;
  const shared = corporation.mode === 'shared';
  const actorId = session.customerId;
  const verdict = present({ ...when, corporation, tokenId, actorId, shared, code: typed });
  if ('code' in verdict) return refusedAs(verdict);
  Object.assign(change, { state: 'proved', proved: { tokenId, step: verdict.step } });
  return describe(corporation, change, asking.now);
}

export function commit(asking: Asking, number: number, sent: CommitInput): Answer {
  const { world, session, now } = asking;
  const known = world.changes.find((each) => each.number === number);
  if (known?.committed !== undefined && isOf(known, session)) {
    if (corporationOf(world, session.corporationId).master !== session.customerId)
      return refused('not-permitted');
    const repeated = sameBody(known.committed.sent, sent);
    return repeated ? receiptOf(known) : refused('idempotency-mismatch');
  }
  const found = find(asking, number);
  if ('is' in found) return found;
  const { corporation, change } = found;
  const ready = change.operation === 'register-first' ? 'open' : 'proved';
  if (change.state !== ready) return refused('intent-order');

  const lock = lockInUse(corporation, session.customerId, now);
  if (lock !== undefined) return refusedAs(lock);
  const isLeaving = change.operation === 'deregister-user';
  const tokenId = isLeaving ? noToken(sent) : register(found, asking, sent);
  if (typeof tokenId !== 'string') return refusedAs(tokenId);
  const going = given(tokenId === '' ? corporation.holders[change.customerId] : tokenId, 'token');
  const isChangingMode = change.operation === 'change-usage-mode';
  const before = isChangingMode ? Object.keys(corporation.holders) : [];
  const members = [change.customerId, ...before].map((id) => (id === '' ? session.customerId : id));
  carryOut(corporation, change, tokenId);
  const ended = { at: now, by: 'token-changed' } as const;
  endSessions(world, session.corporationId, members, ended, session.number);
  change.state = 'committed';
  const holder = change.customerId;
  change.committed = { sent: canonical(sent), tokenId: going, at: now, holder };
  voidAll(world, session.corporationId);
  return receiptOf(change);
}

export function cancel(asking: Asking, number: number): Answer {
  const found = find(asking, number);
  if (!('is' in found)) found.change.state = 'void';
  else if (found.is === 'refused' && ['not-found', 'not-permitted'].includes(found.code))
    return found;
  return { is: 'done' };
}

export function read({ world, session, now }: Asking, number: number): Answer {
  const change = world.changes.find((each) => each.number === number);
  if (change === undefined || !isOf(change, session)) return refused('not-found');
  return describe(corporationOf(world, session.corporationId), change, now);
}

interface Found {
  corporation: Corporation;
  change: Change;
}

/** The live intent of this master and session; one that is too late or outdated ends here. */
function find({ world, session, now }: Asking, number: number): Found | Answer {
  const corporation = corporationOf(world, session.corporationId);
  if (corporation.master !== session.customerId) return refused('not-permitted');
  const change = world.changes.find((each) => each.number === number);
  if (change === undefined || !isOf(change, session)) return refused('not-found');
  const isLive = change.state === 'open' || change.state === 'proved';
  if (isLive && change.expiresAt <= now) change.state = 'expired';
  else if (isLive && change.version !== corporation.version) change.state = 'void';
  if (change.state === 'committed') return refused('intent-order');
  if (change.state === 'expired') return refused('intent-expired');
  return change.state === 'void' ? refused('intent-conflict') : { corporation, change };
}

/** Why a change can't be opened at all. */
export function whyNot(corporation: Corporation, asked: OpenIntent): ProblemCode | undefined {
  const { mode, master, holders, members } = corporation;
  if ('customerId' in asked && !members.includes(asked.customerId)) return 'not-found';
  const isFirst = asked.operation === 'register-first';
  if (asked.operation === 'deregister-user' && asked.customerId === master)
    return 'master-deregistration';
  if (mode === 'unset') return isFirst ? undefined : 'mode-unset';
  if (isFirst) return 'intent-conflict';
  if (asked.operation === 'change-usage-mode')
    return asked.to === mode ? 'mode-unchanged' : undefined;
  if (asked.operation === 'replace-token') return undefined;
  if (mode === 'shared') return 'shared-mode';
  const isRegistered = holders[asked.customerId] !== undefined;
  const isToBe = asked.operation === 'deregister-user';
  return asked.customerId === master || isRegistered !== isToBe ? 'row-changed' : undefined;
}

/** A lock that falls between proof and commit stops the commit as well. */
function lockInUse(corporation: Corporation, actorId: string, now: number): No | undefined {
  const tokenId = tokenInUse(corporation);
  if (tokenId === undefined) return undefined;
  return lockOf({ corporation, tokenId, actorId, shared: corporation.mode === 'shared', now });
}

/** The new token, once it has shown its code; or why it can't be registered. */
function register({ corporation, change }: Found, asking: Asking, sent: CommitInput): string | No {
  const { tokenId: typed, code, nextCode } = sent;
  if (typed === undefined || code === undefined) return { code: 'invalid-request' };
  const tokenId = typed.normalize('NFKC').toUpperCase();
  if (!/^[A-Z0-9-]{4,32}$/.test(tokenId)) return { code: 'token-id-format' };
  const { session, ...when } = asking;
  const { now } = when;
  const actorId = session.customerId;
  const asked = `${actorId}/unknown-token-id`;
  const end = spentUntil(corporation.allowances[asked], 5, now);
  if (end !== undefined) return { code: 'too-many-requests', ...until(end) };
  if (corporation.tokens[tokenId] === undefined) {
    corporation.allowances[asked] = use(corporation.allowances[asked], 1, now);
    return { code: 'token-unavailable' };
  }
  const taken = whyTaken(corporation, change, tokenId);
  if (taken !== undefined) return { code: taken };
  const shared = change.modeTo === 'shared';
  const registering = { nextCode };
  const verdict = present({ ...when, corporation, tokenId, actorId, shared, code, registering });
  return 'code' in verdict ? verdict : tokenId;
}

/** The token in use may be kept across a change of mode; nothing else that is held may be taken. */
function whyTaken(
  { holders }: Corporation,
  { operation, proved }: Change,
  tokenId: string,
): ProblemCode | undefined {
  if (!Object.values(holders).includes(tokenId)) return undefined;
  const isInUse = proved?.tokenId === tokenId;
  if (isInUse && operation === 'change-usage-mode') return undefined;
  return isInUse && operation === 'replace-token' ? 'token-unchanged' : 'token-held';
}

function noToken(sent: CommitInput): '' | No {
  return Object.keys(sent).length === 0 ? '' : { code: 'invalid-request' };
}

function carryOut(corporation: Corporation, change: Change, tokenId: string): void {
  const { operation, customerId, modeTo } = change;
  const ending =
    operation === 'change-usage-mode' ? Object.keys(corporation.holders) : [customerId];
  for (const holder of ending) release(corporation, holder);
  if (operation !== 'deregister-user') {
    corporation.holders[customerId] = tokenId;
    given(corporation.tokens[tokenId], tokenId).state = 'held';
  }
  if (corporation.mode !== modeTo) corporation.modeVersion += 1;
  corporation.mode = modeTo;
  corporation.version += 1;
}

function release({ holders, tokens }: Corporation, holder: string): void {
  const token = tokens[holders[holder] ?? ''];
  if (token?.state === 'held') token.state = 'stock';
  Reflect.deleteProperty(holders, holder);
}

function isBy(change: Change, { corporationId, customerId }: Session): boolean {
  return change.corporationId === corporationId && change.actorId === customerId;
}

function isOf(change: Change, session: Session): boolean {
  return isBy(change, session) && change.session === session.number;
}

function isSame(change: Change, session: Session, asked: OpenIntent): boolean {
  return (
    change.operation === asked.operation &&
    change.session === session.number &&
    (!('to' in asked) || asked.to === change.modeTo) &&
    (!('customerId' in asked) || asked.customerId === change.customerId)
  );
}

/** However wide it was typed. */
function canonical({ tokenId, code, nextCode }: CommitInput): string {
  return JSON.stringify([tokenId, code, nextCode]).normalize('NFKC');
}

function sameBody(before: string, sent: CommitInput): boolean {
  return before === canonical(sent);
}

/** Those that are over already stay as they are. */
export function endSessions(
  { sessions }: World,
  corporationId: string,
  members: readonly string[],
  ended: NonNullable<Session['ended']>,
  except?: number,
): void {
  for (const session of sessions) {
    const isOne = session.corporationId === corporationId && members.includes(session.customerId);
    const isLive = session.ended === undefined && session.expiresAt > ended.at;
    if (isOne && isLive && session.number !== except) session.ended = ended;
  }
}

export function voidAll({ changes }: World, corporationId: string): void {
  for (const change of changes) {
    const isLive = change.state === 'open' || change.state === 'proved';
    if (isLive && change.corporationId === corporationId) change.state = 'void';
  }
}
