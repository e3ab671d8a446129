// How an ask becomes a request or an operator's command, and its answer a value to compare.
import type { Intent, Receipt } from '../../bff/contract/intent.ts';
import type { Holder } from '../../bff/contract/member.ts';
import type { Problem } from '../../bff/contract/problem.ts';
import { problemStatus } from '../../bff/contract/problem.ts';
import { OperatorRefusal } from '../../bff/errors/operator-refusal.ts';
import { raiseFence } from '../../bff/desk/raise-fence.ts';
import { resetCorporation } from '../../bff/desk/reset-corporation.ts';
import { resyncToken } from '../../bff/desk/resync-token.ts';
import { retireToken } from '../../bff/desk/retire-token.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import { unlockToken } from '../../bff/desk/unlock-token.ts';
import { pageHeaders } from '../support/page-session.ts';
import { basePath, origin } from '../support/person.ts';
import { type Answer, type Ask, refused, type SeatAsk } from './asks.ts';
import { assertionAt, type Bank, portalServerAt } from './bank.ts';
import { nameOf } from './world.ts';

/** What only the real service knows: how it calls things, by the story's own numbers and names. */
export interface Names {
  /** Intent ids by the story's number. */
  ids: Record<number, string>;
  /** Cookies by the name of a seat. */
  cookies: Record<string, string>;
  /** Receipt numbers by the story's number of the intent. */
  receipts: Record<number, string>;
}

export interface Really {
  answer: Answer;
  /** The answer as it came. */
  text: string;
}

/** What an operator says. */
const reason = 'asked by the branch';

/** An id that nobody has. */
const unknown = '00000000-0000-4000-8000-000000000000';

export async function askReally(bank: Bank, names: Names, ask: Ask, now: number): Promise<Really> {
  switch (ask.kind) {
    case 'sign-in':
      return signIn(bank, names, ask, now);
    case 'verify': {
      const { corporationId, customerId, code } = ask;
      const portalServer = portalServerAt(now);
      const request = portalServer.verification({ corporationId, customerId, code });
      return read(names, await portalServer.ask(bank.serverApp, request));
    }
    case 'sync': {
      const { corporationId } = ask;
      const told = ask.members.map((id) => directoryMember(corporationId, id, id === ask.master));
      const directory = { members: () => Promise.resolve(told) };
      return operate(() => syncMembers(bank.context, { corporationId, directory }));
    }
    case 'unlock':
      return operate(() => unlockToken(bank.context, { ...ask, reason }));
    case 'resync':
      return operate(() => resyncToken(bank.context, { ...ask, reason }));
    case 'reset':
      return operate(() => resetCorporation(bank.context, { ...ask, reason }));
    case 'retire':
      return operate(() => retireToken(bank.context, { ...ask, reason }));
    case 'fence':
      return operate(() => raiseFence(bank.context, { ...ask, reason }));
    default:
      return askFromSeat(bank, names, ask);
  }
}

/** A member as the portal tells him. */
export function directoryMember(corporationId: string, customerId: string, master: boolean) {
  const role = master ? ('administrator' as const) : ('general' as const);
  return { customerId, name: `${corporationId}の${customerId}`, role, master };
}

async function askFromSeat(bank: Bank, names: Names, ask: SeatAsk): Promise<Really> {
  const change = ask.kind === 'open' ? ask.number : ask.change;
  const id = names.ids[change] ?? unknown;
  const [method, path, body] = requestOf(ask, id);
  const headers = {
    ...pageHeaders(names.cookies[nameOf(ask.seat)] ?? '__Host-otp-session=none'),
    Origin: origin,
    'X-Otp-Client': 'story',
    'Content-Type': 'application/json',
    ...(ask.kind === 'open' ? { 'Idempotency-Key': ask.key } : {}),
  };
  return send(bank, names, path, { method, headers, ...(body && { body }) }, change);
}

function requestOf(ask: SeatAsk, id: string): [method: string, path: string, body?: string] {
  switch (ask.kind) {
    case 'open':
      return ['POST', '/intents', JSON.stringify(ask.asked)];
    case 'prove':
      return ['POST', `/intents/${id}/proof`, JSON.stringify({ code: ask.code })];
    case 'commit':
      return ['POST', `/intents/${id}/commit`, JSON.stringify(ask.sent)];
    case 'cancel':
      return ['DELETE', `/intents/${id}`];
    case 'read':
      return ['GET', `/intents/${id}`];
  }
}

async function signIn(
  bank: Bank,
  names: Names,
  { seat }: Extract<Ask, { kind: 'sign-in' }>,
  now: number,
): Promise<Really> {
  const { corporationId, customerId } = seat;
  const claims = {
    sub: customerId,
    corp_id: corporationId,
    role: 'master',
    // Two browsers of one member belong to one session of the portal.
    sid: 'morning',
  };
  const body = JSON.stringify({ assertion: await assertionAt(now, claims) });
  const headers = { 'Content-Type': 'application/json', 'X-Otp-Client': 'story' };
  const init = { method: 'POST', headers, body };
  const response = await bank.app.request(`${basePath}/session`, init);
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0];
  if (cookie === undefined) return read(names, response);
  names.cookies[nameOf(seat)] = cookie;
  return { answer: { is: 'done' }, text: '' };
}

async function send(
  bank: Bank,
  names: Names,
  path: string,
  init: RequestInit,
  change = 0,
): Promise<Really> {
  return read(names, await bank.app.request(`${basePath}${path}`, init), change);
}

async function read(names: Names, response: Response, change = 0): Promise<Really> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as object);
  return { answer: answerOf(names, response.status, body, change), text };
}

/** The answer in the model's words; what is not documented becomes none of them. */
function answerOf(names: Names, status: number, body: object, change: number): Answer {
  if ('code' in body && 'instance' in body) return problemOf(status, body as Problem);
  if ('state' in body) return intentOf(names, body as Intent, change);
  if ('number' in body) return receiptOf(names, body as Receipt, change);
  return { is: 'done' };
}

function problemOf(status: number, { code, retryAt, triesLeft, digits }: Problem): Answer {
  if (problemStatus[code] !== status) throw new Error(`I23: ${code} with status ${String(status)}`);
  return refused(code, {
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(triesLeft === undefined ? {} : { triesLeft }),
    ...(digits === undefined ? {} : { digits }),
  });
}

/** The same key opens once: a repeated number must come back with the id that it had. */
function intentOf(names: Names, intent: Intent, change: number): Answer {
  const known = (names.ids[change] ??= intent.id);
  if (known !== intent.id) throw new Error(`I12: #${String(change)} was opened twice`);
  const { state, steps, expiresAt, nextCodeAt } = intent;
  const holder = holderOf(intent.holder);
  const told = { is: 'intent' as const, change, state, steps, expiresAt, holder };
  return nextCodeAt === undefined ? told : { ...told, nextCodeAt };
}

function receiptOf(names: Names, receipt: Receipt, change: number): Answer {
  const known = (names.receipts[change] ??= receipt.number);
  if (known !== receipt.number) throw new Error(`I12: #${String(change)} has another receipt`);
  const { at, tokenIdTail } = receipt;
  return { is: 'receipt', change, at, holder: holderOf(receipt.holder), tokenIdTail };
}

function holderOf(holder: Holder): string {
  return holder.kind === 'corporation' ? '' : holder.customerId;
}

async function operate(command: () => Promise<unknown>): Promise<Really> {
  try {
    await command();
    return { answer: { is: 'done' }, text: '' };
  } catch (error) {
    if (!(error instanceof OperatorRefusal)) throw error;
    return { answer: refused(error.code), text: error.message };
  }
}
