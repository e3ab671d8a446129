// Every refusal of a decision is in the history, as an entry or as a number in one: no verb enters its own,
// so none can forget it. What was refused is told by action and result.
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { AuditEvent } from '../../bff/audit/chain.ts';
import { minute } from '../../bff/durations.ts';
import { verifyDatabase } from '../../bff/desk/verify-history.ts';
import { auditEntry, repeatedRefusal } from '../../bff/store/schema/index.ts';
import {
  openCounter,
  type TestCorporation,
  type TestCounter,
  type TestToken,
} from '../support/counter.ts';
import type { Person } from '../support/person.ts';
import { setUp } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

/** How often what was refused with which result, as the history and its open countings have it. */
async function refusals({ context }: TestCounter, corporationId: string) {
  const { entries, open } = await context.database.read(async (tx) => ({
    entries: await tx
      .select({ entry: auditEntry.entry })
      .from(auditEntry)
      .where(eq(auditEntry.corporationId, corporationId))
      .orderBy(asc(auditEntry.seq)),
    open: await tx.select().from(repeatedRefusal),
  }));
  const told = new Map<string, number>();
  const add = (name: string, times: number) => told.set(name, (told.get(name) ?? 0) + times);
  for (const { entry } of entries) {
    const { action, result, repeated = 1 } = JSON.parse(entry) as AuditEvent;
    if (result !== 'done') add(`${action}: ${result}`, repeated);
  }
  for (const { action, result, count } of open) if (count > 0) add(`${action}: ${result}`, count);
  return told;
}

interface Bank {
  counter: TestCounter;
  corporation: TestCorporation;
  master: Person;
  inUse: TestToken;
}

/** Something that is refused. `told`: what the history must say of it. */
interface Case {
  told: string;
  ask(bank: Bank): Promise<unknown>;
}

const registerUser = { operation: 'register-user', customerId: 'U01' } as const;

async function openOne({ master }: Bank) {
  return (await master.open(registerUser)).body;
}

async function openAndOutdate(bank: Bank) {
  const first = await openOne(bank);
  await bank.master.open({ operation: 'replace-token' });
  return first;
}

const cases: Case[] = [
  {
    told: 'change-opened: mode-unchanged',
    ask: ({ master }) => master.open({ operation: 'change-usage-mode', to: 'separate' }),
  },
  {
    told: 'change-opened: preview-changed',
    ask: ({ master }) =>
      master.open({ operation: 'change-usage-mode', to: 'shared', previewed: 0 }),
  },
  {
    told: 'change-opened: not-found',
    ask: ({ master }) => master.open({ operation: 'register-user', customerId: 'U99' }),
  },
  {
    told: 'change-opened: row-changed',
    ask: ({ master }) => master.open({ operation: 'deregister-user', customerId: 'U01' }),
  },
  {
    told: 'change-opened: master-deregistration',
    ask: ({ master }) => master.open({ operation: 'deregister-user', customerId: 'M1' }),
  },
  {
    told: 'change-cancelled: not-found',
    ask: ({ master }) => master.ask('DELETE', `/intents/${crypto.randomUUID()}`),
  },
  {
    told: 'intent-proved: not-found',
    ask: async (bank) =>
      bank.master.prove({ ...(await openOne(bank)), id: crypto.randomUUID() }, bank.inUse.code()),
  },
  {
    told: 'intent-proved: intent-conflict',
    ask: async (bank) => bank.master.prove(await openAndOutdate(bank), bank.inUse.code()),
  },
  {
    told: 'intent-proved: otp-rejected',
    ask: async (bank) => bank.master.prove(await openOne(bank), bank.inUse.wrongCode()),
  },
  {
    told: 'intent-proved: otp-format',
    ask: async (bank) => bank.master.prove(await openOne(bank), `${bank.inUse.code()}00`),
  },
  {
    told: 'change-committed: intent-order',
    ask: async (bank) => bank.master.commit(await openOne(bank), {}),
  },
  {
    told: 'change-committed: intent-conflict',
    ask: async (bank) => bank.master.commit(await openAndOutdate(bank), {}),
  },
  {
    told: 'code-verified: not-found',
    ask: ({ counter, corporation }) => verify(counter, corporation.corporationId, 'U99', '123456'),
  },
  {
    told: 'code-verified: otp-rejected',
    ask: ({ counter, corporation, inUse }) =>
      verify(counter, corporation.corporationId, 'M1', inUse.wrongCode()),
  },
];

test.each(cases)('$told', async ({ told, ask }) => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const before = await refusals(counter, corporationId);
  for (const times of [1, 2]) {
    await ask({ counter, corporation, master, inUse });
    const after = await refusals(counter, corporationId);
    expect((after.get(told) ?? 0) - (before.get(told) ?? 0)).toBe(times);
  }
  expect((await verifyDatabase('test', counter.context.database)).faults).toEqual([]);
});

test('an expired change is told, and so is a word of the portal that is too old', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open(registerUser);
  for (let waited = 0; waited < 2; waited += 1) {
    counter.clock.advance(6 * minute);
    await master.get('/session');
  }
  expect((await master.prove(opened.body, inUse.code())).body.code).toBe('intent-expired');
  counter.clock.advance(6 * minute);
  expect((await master.open(registerUser)).body.code).toBe('reauthentication-required');
  const told = await refusals(counter, corporation.corporationId);
  expect(told.get('intent-proved: intent-expired')).toBe(1);
  expect(told.get('change-opened: reauthentication-required')).toBe(1);
});

test('too many openings are one entry and a number', async () => {
  await using counter = await openCounter();
  const { corporation, master } = await setUp(counter, 'separate');
  for (let opened = 0; opened < 10; opened += 1) await master.open(registerUser);
  for (let refused = 0; refused < 5; refused += 1) await master.open(registerUser);
  const told = await refusals(counter, corporation.corporationId);
  expect(told.get('change-opened: too-many-requests')).toBe(5);
});

test('made-up members make one entry and a number, and are not named', async () => {
  await using counter = await openCounter();
  const { corporation } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  for (let asked = 0; asked < 5; asked += 1)
    await verify(counter, corporationId, `MADE-UP-${String(asked)}`, '123456');
  expect((await refusals(counter, corporationId)).get('code-verified: not-found')).toBe(5);
  const rows = await counter.context.database.read((tx) => tx.select().from(auditEntry));
  const entries = rows.map(({ entry }) => entry).filter((entry) => entry.includes('not-found'));
  expect(entries).toHaveLength(1);
  expect(entries.join('')).not.toContain('MADE-UP');
});

test('a refusal that undid everything names the change, and nothing that was typed', async () => {
  await using counter = await openCounter();
  const { corporation, master } = await setUp(counter, 'separate');
  await master.open({ operation: 'register-user', customerId: 'SECRETARY' });
  const rows = await counter.context.database.read((tx) =>
    tx.select().from(auditEntry).where(eq(auditEntry.corporationId, corporation.corporationId)),
  );
  const entries = rows.map(({ entry }) => entry).join('\n');
  expect(entries).toContain('"operation":"register-user"');
  expect(entries).not.toContain('SECRETARY');
});
