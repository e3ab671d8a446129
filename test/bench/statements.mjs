// What one statement costs through `@libsql/client` and through our connection on the driver below
// it, and how many spent codes a second the queue commits. Run with
//   node --conditions=source test/bench/statements.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import { and, eq, lt, sql } from 'drizzle-orm';
import { corporation, token } from '../../bff/store/schema/index.ts';
import { Connection } from '../../bff/store/sqlite/connection.ts';
import { openDatabase } from '../../bff/store/sqlite/open.ts';
import { statement } from '../../bff/store/statement.ts';

const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'));
const file = (name) => `file:${join(folder, name)}`;

async function time(label, rounds, work) {
  for (let round = 0; round < 100; round++) await work(round);
  const begin = process.hrtime.bigint();
  for (let round = 0; round < rounds; round++) await work(round);
  const each = Number(process.hrtime.bigint() - begin) / rounds / 1000;
  console.log(`${label.padEnd(44)} ${each.toFixed(1).padStart(7)} µs`);
}

const columns = 'abcdefghij'.split('');
const make = `create table t (${columns.map((name) => `${name} text`)}, primary key (a))`;
const fill = `insert into t values (${columns.map((name) => `'${name}'`)})`;
const select = { sql: 'select * from t where a = ?', args: ['a'] };

async function compareDrivers() {
  const client = createClient({ url: file('client.db'), concurrency: 1, intMode: 'bigint' });
  await client.executeMultiple(`${make};${fill}`);
  const held = await client.transaction('write');
  await time('@libsql/client: select of 10 columns', 2000, () => held.execute(select));
  await time('@libsql/client: savepoint and release', 2000, async () => {
    await held.execute('savepoint job');
    await held.execute('release job');
  });
  await held.rollback();
  client.close();

  const connection = new Connection(join(folder, 'connection.db'));
  for (const each of [make, fill, 'begin']) connection.command(each);
  await time('connection: select of 10 columns', 2000, () =>
    connection.execute(select.sql, select.args),
  );
  await time('connection: savepoint and release', 2000, () => {
    connection.command('savepoint job');
    connection.command('release job');
  });
  connection.command('rollback');
  connection.close();
}

const placeholder = (name) => sql.placeholder(name);
const tokenOf = (id) => and(eq(token.corporationId, 'C1'), eq(token.tokenId, id));

const prepared = {
  find: statement((tx) =>
    tx
      .select()
      .from(token)
      .where(tokenOf(placeholder('id'))),
  ),
  spend: statement((tx) =>
    tx
      .update(token)
      .set({ lastStep: sql`${placeholder('step')}` })
      .where(and(tokenOf(placeholder('id')), lt(token.lastStep, placeholder('step'))))
      .returning({ tokenId: token.tokenId }),
  ),
};

const ways = {
  built: async (tx, id, step) => {
    await tx.select().from(token).where(tokenOf(id));
    const where = and(tokenOf(id), lt(token.lastStep, step));
    return tx.update(token).set({ lastStep: step }).where(where).returning({ id: token.tokenId });
  },
  prepared: async (tx, id, step) => {
    await prepared.find(tx).execute({ id });
    return prepared.spend(tx).execute({ id, step });
  },
};

async function plant(database) {
  const stock = { kind: 'totp', algorithm: 'sha1', digits: 6, period: 30, keyVersion: 1 };
  const sealedSecret = new Uint8Array(60);
  await database.write(async (tx) => {
    await tx.insert(corporation).values({ corporationId: 'C1', name: 'x', auditHash: '' });
    for (let index = 0; index < 256; index++) {
      const row = { corporationId: 'C1', tokenId: `T${index}`, lastStep: 0n };
      await tx.insert(token).values({ ...row, ...stock, sealedSecret });
    }
  });
}

let step = 0n;

async function spendMany(database, way, concurrency, spends) {
  const begin = performance.now();
  const caller = async (_, index) => {
    for (let round = 0; round < spends / concurrency; round++) {
      const mine = ++step;
      const won = await database.write((tx) => ways[way](tx, `T${index}`, mine));
      if (won.length !== 1) throw new Error('A spend was lost');
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const rate = spends / ((performance.now() - begin) / 1000);
  console.log(
    `${way}, ${String(concurrency).padStart(3)} at once: ${rate.toFixed(0).padStart(6)} spends/s`,
  );
}

await compareDrivers();
const database = await openDatabase({ url: file('queue.db') });
await plant(database);
for (const way of ['built', 'prepared']) {
  for (const concurrency of [1, 16, 64, 256]) await spendMany(database, way, concurrency, 4096);
}
await database.close();
rmSync(folder, { recursive: true });
