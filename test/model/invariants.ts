// What must hold whatever anybody does, asked of the raw tables and of the history after every
// transaction. Each function is one invariant and named after its number; none of them asks the
// model, so a rule that the model and the service got wrong in the same way is still found here.
import assert from 'node:assert/strict';
import type { Answer, Ask } from './asks.ts';
import type { Bank } from './bank.ts';
import { deviceOf, stepAt } from './devices.ts';
import { pairs, type Row, type Tables } from './tables.ts';

/** A line of a corporation's history that tells of a spent code or a committed change. */
export interface Entry {
  corporationId: string;
  at: number;
  action: string;
  result: string;
  actor: string;
  target: string;
  tokenId?: string;
  step?: string;
  intentId?: string;
  operation?: string;
}

/** What a story remembers beside the database: no restore takes it back. */
export interface Evidence {
  /** Newest accepted step of each token. */
  accepted: Map<string, bigint>;
  /** Newest entry seen of each corporation's history. */
  read: Map<string, number>;
}

export interface Passage {
  bank: Bank;
  before: Tables;
  after: Tables;
  /** Where one ask alone led from one to the other. */
  ask?: Ask | undefined;
  answer?: Answer | undefined;
}

/** What a story begins with: nothing spent before it is its business. */
export function startEvidence(bank: Bank, { tokens }: Tables): Evidence {
  const spent = tokens.map((row): [string, bigint] => [
    String(row.token_id),
    BigInt(row.last_step as number | bigint),
  ]);
  return { accepted: new Map(spent), read: readHeads(bank) };
}

/** Where each corporation's history ends: also after a restore, which takes entries back. */
export function readHeads(bank: Bank): Map<string, number> {
  const rows = bank.rows('select corporation_id, audit_seq from corporation');
  return new Map(rows.map(([id, seq]) => [String(id), Number(seq)]));
}

export function checkAfter(passage: Passage, evidence: Evidence): void {
  const { bank, before, after, ask, answer } = passage;
  I4(after);
  I5(after);
  I6(after);
  I7(before, after);
  I9(before, after);
  I15(after);
  I16(before, after);
  for (const entry of newEntries(bank, evidence)) {
    const isSpent = entry.result === 'done' && entry.step !== undefined;
    if (isSpent) checkSpent(entry as Spent, passage, evidence);
    if (entry.action === 'change-committed' && entry.result === 'done') I8(bank, entry, before);
  }
  if (ask === undefined || answer === undefined) return;
  I10(before, after, ask, answer);
  I11(before, after, ask);
  if (answer.is === 'refused') I20(before, after);
}

type Spent = Entry & { tokenId: string; step: string };

function checkSpent(entry: Spent, { before, after }: Passage, evidence: Evidence): void {
  I1(entry, evidence);
  const [was, is] = [tokenRow(before, entry), tokenRow(after, entry)];
  if (entry.action === 'token-resynced') return;
  I2(entry, was, is, before);
  I3(entry, was);
  I10a(entry, was, before);
  I21(was, is);
}

/** Entries of all histories that were not read before. */
function newEntries(bank: Bank, { read }: Evidence): Entry[] {
  return [...readHeads(bank)].flatMap(([corporationId, seq]) => {
    const from = read.get(corporationId) ?? 0;
    if (seq === from) return [];
    read.set(corporationId, seq);
    const rows = bank.rows(
      `select entry from audit_entry
         where corporation_id = '${corporationId}' and seq > ${String(from)} order by seq`,
    );
    return rows.map(([entry]) => ({ ...(JSON.parse(String(entry)) as Entry), corporationId }));
  });
}

/** Accepted steps of a token are strictly increasing, over kills, restarts and restores. */
function I1({ tokenId, step }: Spent, { accepted }: Evidence): void {
  const newest = accepted.get(tokenId) ?? -1n;
  assert.ok(BigInt(step) > newest, `I1: ${tokenId} accepted ${step} after ${String(newest)}`);
  accepted.set(tokenId, BigInt(step));
}

/** Nothing is accepted at or below the fence that stood before. */
function I2({ corporationId, tokenId, step }: Spent, was: Row, is: Row, before: Tables): void {
  const device = deviceOf(tokenId);
  if (device.kind === 'hotp') return;
  const row = before.corporations.find((each) => each.corporation_id === corporationId);
  const drift = BigInt(Math.min(Number(was.drift), Number(is.drift)));
  for (const [raised, reach] of [
    [Number(row?.fenced_at), drift],
    [Number(row?.restored_at), 20n],
  ] as const)
    if (raised > 0) {
      const fence = stepAt(device, raised) + 1n + reach;
      assert.ok(BigInt(step) > fence, `I2: ${tokenId} accepted ${step} behind ${String(fence)}`);
    }
}

/** A code lives one step each side of the token's own clock; at registration, twenty of real time. */
function I3({ tokenId, step, at }: Spent, was: Row): void {
  const device = deviceOf(tokenId);
  if (device.kind === 'hotp') return;
  const isInUse = was.state === 'held';
  const centre = stepAt(device, at) + (isInUse ? BigInt(Number(was.drift)) : 0n);
  const off = BigInt(step) - centre;
  const reach = isInUse ? 1n : 21n;
  assert.ok(off <= reach && off >= -reach, `I3: ${tokenId} accepted ${String(off)} steps off`);
}

/** A token has one holder, a holder one token; held is exactly what somebody holds. */
function I4({ registrations, tokens }: Tables): void {
  const held = registrations.map(({ token_id: tokenId }) => String(tokenId));
  assert.equal(new Set(held).size, held.length, 'I4: a token with two holders');
  const holders = registrations.map(
    (row) => `${String(row.corporation_id)}/${String(row.customer_id)}`,
  );
  assert.equal(new Set(holders).size, holders.length, 'I4: a holder with two tokens');
  for (const { token_id: tokenId, state } of tokens) {
    const isHeld = held.includes(String(tokenId));
    if (state === 'held') assert.ok(isHeld, `I4: ${String(tokenId)} is held by nobody`);
    if (state === 'stock' || state === 'retired')
      assert.ok(!isHeld, `I4: ${String(tokenId)} is held`);
  }
}

/** In `shared` mode the corporation holds the one token; in `separate` mode it holds none. */
function I5({ corporations, registrations }: Tables): void {
  for (const { corporation_id: corporationId, mode } of corporations) {
    const rows = registrations.filter((row) => row.corporation_id === corporationId);
    assert.ok(
      rows.every((row) => row.mode === mode),
      'I5: a registration of another mode',
    );
    const holders = rows.map((row) => row.customer_id);
    if (mode === 'shared') assert.deepEqual(holders, [''], 'I5: shared, and not by the one token');
    if (mode === 'separate') assert.ok(!holders.includes(''), 'I5: separate, and a shared token');
    if (mode === 'unset') assert.deepEqual(holders, [], 'I5: unset, and a token in use');
  }
}

/**
 * In `separate` mode the master holds the token that proves changes. Only a corporation that waits for
 * the bank has a master without one, and then nobody's token proves anything.
 */
function I6({ corporations, members, registrations }: Tables): void {
  for (const { corporation_id: corporationId, mode, waiting_since: waits } of corporations) {
    const own = (rows: Row[]) => rows.filter((row) => row.corporation_id === corporationId);
    const master = own(members).find(({ rank }) => rank === 0);
    const principals = own(registrations)
      .filter((row) => row.holder_kind === 'master')
      .map((row) => row.customer_id);
    const isWaiting = waits !== null;
    if (isWaiting) assert.equal(mode, 'separate', 'I6: waits without a mode of its own tokens');
    assert.deepEqual(
      principals,
      mode === 'separate' && !isWaiting ? [master?.customer_id] : [],
      `I6: who proves the changes of ${String(corporationId)}`,
    );
  }
}

/** A transaction moves a corporation by one version or not at all, and never its mode alone. */
function I7(before: Tables, after: Tables): void {
  for (const [was, is] of pairs(before.corporations, after.corporations, ['corporation_id'])) {
    const moved = Number(is.version) - Number(was.version);
    assert.ok(moved === 0 || moved === 1, `I7: ${String(moved)} versions at once`);
    if (is.mode !== was.mode) assert.equal(moved, 1, 'I7: another mode in the same version');
  }
}

/** A committed change was proved by one code of the token in use before it, on its own intent. */
function I8(bank: Bank, { corporationId, intentId = '' }: Entry, before: Tables): void {
  const intent = before.intents.find((row) => row.intent_id === intentId);
  assert.ok(intent, 'I8: a change without an intent');
  if (intent.operation === 'register-first') return;
  assert.equal(intent.state, 'proved', 'I8: committed without a proof');
  const principal = before.registrations.find(
    (row) => row.corporation_id === corporationId && row.holder_kind !== 'user',
  );
  assert.equal(intent.proved_token_id, principal?.token_id, 'I8: proved by a token not in use');
  const [[proofs] = []] = bank.rows(
    `select count(*) from audit_entry where corporation_id = '${corporationId}'
       and action = 'intent-proved' and json_extract(entry, '$.result') = 'done'
       and json_extract(entry, '$.intentId') = '${intentId}'
       and json_extract(entry, '$.step') = '${String(intent.proved_step)}'`,
  );
  assert.equal(Number(proofs), 1, 'I8: not exactly one spent code for one change');
}

/** What is committed, void or expired stays so. */
function I9(before: Tables, after: Tables): void {
  for (const [was, is] of pairs(before.intents, after.intents, ['intent_id']))
    if (was.state !== 'open' && was.state !== 'proved') assert.deepEqual(is, was, 'I9: not final');
}

/** Counts of wrong codes fall only by a success or by the bank. */
function I10(before: Tables, after: Tables, ask: Ask, answer: Answer): void {
  if (answer.is !== 'refused' || ask.kind === 'unlock') return;
  const key = ['corporation_id', 'token_id', 'actor_id'];
  assert.ok(after.attempts.length >= before.attempts.length, 'I10: wrong codes forgotten');
  for (const [was, is] of pairs(before.attempts, after.attempts, key))
    for (const name of ['consecutive', 'paused_until', 'disabled_at'])
      assert.ok(Number(is[name]) >= Number(was[name]), `I10: ${name} has fallen`);
}

/** What is paused or disabled accepts nothing. */
function I10a({ tokenId, actor, at }: Spent, was: Row, { attempts }: Tables): void {
  assert.notEqual(was.state, 'disabled', `I10: ${tokenId} is disabled and accepts`);
  const own = attempts.find((row) => row.token_id === tokenId && row.actor_id === actor);
  assert.ok(Number(own?.paused_until ?? 0) <= at, `I10: ${tokenId} is paused and accepts`);
  assert.equal(own?.disabled_at ?? 0, 0, `I10: ${tokenId} is disabled for ${actor} and accepts`);
}

/** Nothing that is asked in one corporation changes a row of another. */
function I11(before: Tables, after: Tables, ask: Ask): void {
  const corporationId = 'seat' in ask ? ask.seat.corporationId : ask.corporationId;
  const others = (rows: Row[]) => rows.filter((row) => row.corporation_id !== corporationId);
  for (const name of Object.keys(before) as (keyof Tables)[])
    assert.deepEqual(others(after[name]), others(before[name]), `I11: ${name} of another`);
}

/** Nothing of another corporation stands in an answer. */
export function I11a(ask: Ask, text: string): void {
  const corporationId = 'seat' in ask ? ask.seat.corporationId : ask.corporationId;
  const other = corporationId === 'C1' ? 'C2' : 'C1';
  assert.ok(!text.includes(`${other}-`) && !text.includes(`${other}の`), 'I11: another is named');
}

/** The outbox has exactly the committed changes. */
function I15({ intents, notices }: Tables): void {
  const committed = intents.filter(({ state }) => state === 'committed');
  const receipts = committed.map(({ receipt }) => String(receipt)).sort();
  assert.deepEqual(
    notices.map(({ receipt }) => String(receipt)).sort(),
    receipts,
    'I15: the outbox',
  );
}

/** A retired token stays retired. */
function I16(before: Tables, after: Tables): void {
  for (const [was, is] of pairs(before.tokens, after.tokens, ['token_id']))
    if (was.state === 'retired') assert.equal(is.state, 'retired', 'I16: back from retirement');
}

/** A refusal changes counters, and ends what had to end; nothing else. */
function I20(before: Tables, after: Tables): void {
  for (const name of ['corporations', 'members', 'registrations', 'notices'] as const)
    assert.deepEqual(after[name], before[name], `I20: a refusal changed ${name}`);
  for (const [was, is] of pairs(before.tokens, after.tokens, ['token_id'])) {
    const state = is.state === 'disabled' ? 'disabled' : was.state;
    assert.deepEqual(is, { ...was, state }, 'I20: a refusal moved a token');
  }
  for (const [was, is] of pairs(before.intents, after.intents, ['intent_id'])) {
    const isEnded = is.state === 'void' || is.state === 'expired';
    assert.deepEqual(is, isEnded ? { ...was, state: is.state } : was, 'I20: an intent went on');
  }
}

/** Drift moves one step a success, and never beyond twenty. Registering may settle it anew. */
function I21(was: Row, is: Row): void {
  const moved = Math.abs(Number(is.drift) - Number(was.drift));
  if (was.state === 'held') assert.ok(moved <= 1, `I21: drift moved ${String(moved)} steps`);
  assert.ok(Math.abs(Number(is.drift)) <= 20, 'I21: drift beyond twenty');
}

function tokenRow({ tokens }: Tables, { tokenId }: Spent): Row {
  const row = tokens.find((each) => each.token_id === tokenId);
  assert.ok(row, `${tokenId} has no row`);
  return row;
}
