// P24: a sign-out that was answered is an end. A change that was under way when the session ended is
// either done before that answer, or refused; it is held here between its request and its transaction.
import { expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import type { Database } from '../../bff/store/database.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import type { TestDatabase } from '../support/database.ts';
import { openTestDatabase } from '../support/database.ts';
import type { Answer, Person } from '../support/person.ts';
import { setUp, shown } from '../support/procedures.ts';

/** A database whose next write waits until it is let go. */
class HeldDatabase {
  readonly #database: TestDatabase;
  #gate: { reached: () => void; open: Promise<void> } | undefined;

  constructor(database: TestDatabase) {
    this.#database = database;
  }

  write: Database['write'] = async (work) => {
    const gate = this.#gate;
    this.#gate = undefined;
    gate?.reached();
    await gate?.open;
    return this.#database.write(work);
  };
  read: Database['read'] = (work) => this.#database.read(work);
  close = () => this.#database.close();
  [Symbol.asyncDispose] = () => this.#database[Symbol.asyncDispose]();

  /** Holds the next write; resolves when it has come, with what lets it go. */
  hold(): { come: Promise<void>; letGo: () => void } {
    const come = Promise.withResolvers<undefined>();
    const open = Promise.withResolvers<undefined>();
    this.#gate = {
      reached: () => {
        come.resolve(undefined);
      },
      open: open.promise,
    };
    const letGo = () => {
      open.resolve(undefined);
    };
    return { come: come.promise, letGo };
  }
}

type Ask = (
  master: Person,
  intent: { id: string },
) => Promise<Answer<{ code?: string } | undefined>>;
/** Sends a request, lets something end the session while it is held, and gives what it is answered. */
async function meanwhile(ask: Ask, end: (counter: TestCounter, master: Person) => unknown) {
  await using database = new HeldDatabase(await openTestDatabase());
  await using counter = await openCounter({}, { database });
  const { master, inUse } = await setUp(counter, 'separate');
  const intent = (await master.open({ operation: 'replace-token' })).body;
  await master.prove(intent, inUse.code());
  const { come, letGo } = database.hold();
  const asked = ask(master, intent);
  await come;
  await end(counter, master);
  letGo();
  const { status, body } = await asked;
  return { status, code: body?.code };
}

const asks: Record<string, Ask> = {
  open: (master) => master.open({ operation: 'replace-token' }),
  prove: (master, intent) => master.prove(intent, '000000'),
  commit: (master, intent) => master.commit(intent, { tokenId: 'C0001T0002', code: '000000' }),
  cancel: (master, intent) => master.cancel(intent),
};

for (const [name, ask] of Object.entries(asks)) {
  test(`${name} is refused once sign-out was answered`, async () => {
    const { status, code } = await meanwhile(ask, async (_, master) => {
      expect((await master.ask('DELETE', '/session')).status).toBe(204);
    });
    expect([status, code]).toEqual([401, 'session-ended']);
  });

  test(`${name} is refused once the session was idle for too long`, async () => {
    const { status, code } = await meanwhile(ask, (counter) => {
      counter.clock.advance(10 * minute);
    });
    expect([status, code]).toEqual([401, 'session-ended']);
  });
}

test('a right commit is not completed after sign-out was answered', async () => {
  await using database = new HeldDatabase(await openTestDatabase());
  await using counter = await openCounter({}, { database });
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const intent = (await master.open({ operation: 'replace-token' })).body;
  await master.prove(intent, inUse.code());
  const { come, letGo } = database.hold();
  const committing = master.commit(intent, shown(corporation.token(1)));
  await come;
  expect((await master.ask('DELETE', '/session')).status).toBe(204);
  letGo();
  expect(await committing).toMatchObject({ status: 401, body: { code: 'session-ended' } });
  counter.clock.advance(second);
  const later = await corporation.signIn();
  const row = await later.get<{ registration: { token?: { idTail: string } } }>('/members/M1');
  expect(row.body.registration.token?.idTail).toBe(inUse.tokenId.slice(-4));
});
