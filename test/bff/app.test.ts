import { expect, test } from 'vitest';
import { openCounter } from '../support/counter.ts';
import { openTestDatabase } from '../support/database.ts';

test('a session is read once for each request', async () => {
  const database = await openTestDatabase();
  let reads = 0;
  const counted: typeof database = {
    write: (work) => database.write(work),
    read: (work) => {
      reads += 1;
      return database.read(work);
    },
    close: () => database.close(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  await using counter = await openCounter({}, { database: counted });
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();

  for (const path of ['/usage-mode', '/members', '/members/M1']) {
    reads = 0;
    await master.get(path);
    expect(reads, path).toBe(2);
  }
});
