// What is proved at the end of each story, when everything has happened: the history is whole, it tells
// the tables, and once the faults are over a right code works again.
import assert from 'node:assert/strict';
import { entryHash, genesisHash } from '../../bff/audit/chain.ts';
import { verifyDatabase } from '../../bff/desk/verify-history.ts';
import type { Bank } from './bank.ts';
import { deviceOf } from './devices.ts';
import type { Entry } from './invariants.ts';
import { typed } from './shown.ts';
import type { Stage } from './stage.ts';
import { readTables, type Tables } from './tables.ts';
import { corporationOf } from './world.ts';

export async function heal(stage: Stage): Promise<void> {
  await I22(stage);
  const tables = readTables(stage.bank);
  for (const { corporation_id: id } of tables.corporations) {
    I13(stage.bank, String(id));
    I14(stage.bank, String(id), tables);
  }
  // What an auditor runs finds nothing either, and it compares more than I14 does.
  const { faults } = await verifyDatabase('stories', stage.bank.context.database);
  assert.deepEqual(faults, [], 'I13, I14: `audit verify` finds something');
}

/** The history is 1 to n without a gap, and each entry hangs on the one before. */
function I13(bank: Bank, corporationId: string): void {
  let [seq, hash] = [0, genesisHash('stories', corporationId)];
  const rows = bank.rows(
    `select seq, prev_hash, entry, entry_hash from audit_entry
       where corporation_id = '${corporationId}' order by seq`,
  );
  for (const [number, previous, entry, own] of rows) {
    seq += 1;
    assert.equal(Number(number), seq, 'I13: a gap in the history');
    assert.equal(previous, hash, 'I13: an entry that hangs on another');
    hash = entryHash('stories', corporationId, seq, hash, String(entry));
    assert.equal(own, hash, 'I13: an entry that says something else');
  }
  const [[head, top] = []] = bank.rows(
    `select audit_seq, audit_hash from corporation where corporation_id = '${corporationId}'`,
  );
  assert.deepEqual([Number(head), top], [seq, hash], 'I13: the head is not the last entry');
}

interface Folded {
  mode: string;
  waitingSince: number | null;
  holders: Map<string, string>;
  steps: Map<string, string>;
}

/** What the history tells, folded, is what the tables hold. */
function I14(bank: Bank, corporationId: string, tables: Tables): void {
  const folded: Folded = {
    ...{ mode: 'unset', waitingSince: null },
    ...{ holders: new Map(), steps: new Map() },
  };
  const rows = bank.rows(
    `select entry from audit_entry where corporation_id = '${corporationId}' order by seq`,
  );
  for (const [entry] of rows) fold(folded, JSON.parse(String(entry)) as Entry & After);
  const own = (rows: Tables[keyof Tables]) =>
    rows.filter((row) => row.corporation_id === corporationId);
  const [corporation] = own(tables.corporations);
  assert.equal(corporation?.mode, folded.mode, 'I14: the mode');
  assert.equal(corporation.waiting_since, folded.waitingSince, 'I14: whether it waits');
  const held = own(tables.registrations).map((row) => [row.customer_id, row.token_id]);
  assert.deepEqual(new Map(held as [string, string][]), folded.holders, 'I14: the registrations');
  for (const { token_id: id, last_step: last } of own(tables.tokens)) {
    const step = folded.steps.get(String(id));
    if (step !== undefined) assert.equal(String(last), step, `I14: the last step of ${String(id)}`);
  }
}

interface After {
  after?: { mode?: string; registration?: string; waitingSince?: number | null };
}

function fold(folded: Folded, entry: Entry & After): void {
  if (entry.result !== 'done') return;
  const { holders, steps } = folded;
  const { action, operation, target, tokenId, step, after } = entry;
  if (tokenId !== undefined && step !== undefined) steps.set(tokenId, step);
  if (after?.registration === 'unregistered') holders.delete(target);
  folded.waitingSince =
    after?.waitingSince === undefined ? folded.waitingSince : after.waitingSince;
  folded.mode = after?.mode ?? folded.mode;
  if (action === 'corporation-reset') holders.clear();
  if (action !== 'change-committed' || tokenId === undefined) return;
  if (operation === 'change-usage-mode') holders.clear();
  if (operation === 'deregister-user') holders.delete(target);
  else holders.set(target, tokenId);
}

const longWait = 3 * 60 * 60;

/** Once clocks are steady and locks are lifted, a right code of every token in use works. */
async function I22(stage: Stage): Promise<void> {
  stage.note('everything is put right');
  await stage.pass(longWait);
  for (const { corporationId, holders, mode } of Object.values(stage.model.world.corporations))
    for (const [holder, tokenId] of Object.entries(holders)) {
      const device = deviceOf(tokenId);
      const look = stage.look();
      const [code, nextCode] = [typed('right', tokenId, look), typed('next', tokenId, look)];
      await stage.perform({ kind: 'resync', corporationId, tokenId, code, nextCode });
      await stage.perform({ kind: 'unlock', corporationId, tokenId });
      await stage.pass(2 * Math.max(device.period, 30));
      const { master } = corporationOf(stage.model.world, corporationId);
      const customerId = mode === 'shared' ? master : holder;
      const right = typed('right', tokenId, stage.look());
      const answer = await stage.perform({
        kind: 'verify',
        corporationId,
        customerId,
        code: right,
      });
      assert.deepEqual(answer, { is: 'done' }, `I22: the right code of ${tokenId} works again`);
    }
}
