// How many entries of histories are verified in a second, from a libSQL file as `otp-madoguchi audit
// verify` does it: `npm run bench:history [ENTRIES]`. The file holds ten corporations whose members
// verify codes all day. Goal: a million entries in a minute; processor time, because others may be at
// work on the machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chain, genesisHash } from '../../bff/audit/chain.ts';
import { openReadOnly } from '../../bff/context.ts';
import { verifyDatabase } from '../../bff/desk/verify-history.ts';
import { auditEntry, corporation } from '../../bff/store/schema/index.ts';
import { openDatabase } from '../../bff/store/sqlite/open.ts';

const environment = 'bench';
const entries = Number(process.argv[2] ?? 200_000);
const corporations = 10;
const rowsAStatement = 1000;
const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'));
const url = `file:${join(folder, 'history.db')}`;

/** A member's code, accepted at a step of its own. */
function event(seq) {
  const at = 1_775_034_000_000 + seq * 30_000;
  const about = { action: 'code-verified', purpose: 'transfer', result: 'done' };
  const who = { actor: 'U01', target: 'U01', tokenId: 'NOBODYS0001' };
  const request = { requestId: '0f8fad5b-d9cb-469f-a165-70867728950e', step: String(seq) };
  return { at, ...about, ...who, ...request };
}

async function fill() {
  const database = await openDatabase({ url });
  for (let number = 1; number <= corporations; number += 1) {
    const corporationId = `C${number}`;
    let head = { corporationId, auditSeq: 0, auditHash: genesisHash(environment, corporationId) };
    const rows = [];
    for (let seq = 1; seq <= entries / corporations; seq += 1) {
      const row = chain(environment, head, event(seq));
      head = { corporationId, auditSeq: row.seq, auditHash: row.entryHash };
      rows.push(row);
    }
    await database.write(async (tx) => {
      await tx.insert(corporation).values({ ...head, name: '見本商事' });
      for (let from = 0; from < rows.length; from += rowsAStatement)
        await tx.insert(auditEntry).values(rows.slice(from, from + rowsAStatement));
    });
  }
  await database.close();
}

try {
  await fill();
  const database = await openReadOnly({ url });
  const begin = process.cpuUsage();
  const clock = performance.now();
  const report = await verifyDatabase(environment, database);
  const wall = (performance.now() - clock) / 1000;
  const { user, system } = process.cpuUsage(begin);
  const seconds = (user + system) / 1_000_000;
  await database.close();
  const each = report.entries / seconds;
  const million = 1_000_000 / each;
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `${report.entries.toLocaleString('en')} entries in ${seconds.toFixed(1)} s of processor time ` +
      `(${wall.toFixed(1)} s by the clock): ${Math.round(each).toLocaleString('en')} a second, ` +
      `a million in ${million.toFixed(0)} s; ${memory} MiB`,
  );
  // No import tells of the bench's token: the chains are whole, and one token is amiss in each.
  if (report.entries !== entries) throw new Error(JSON.stringify(report.faults));
} finally {
  rmSync(folder, { recursive: true });
}
