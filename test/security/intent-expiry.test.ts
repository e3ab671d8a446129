// P15: an intent ends ten minutes after it was opened, to the second, whatever is asked of it.
import { expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { setUp, shown } from '../support/procedures.ts';

/** Time goes by until `expiresAt` and so many milliseconds more, and the session stays alive. */
async function waitUntil(
  counter: TestCounter,
  master: { get(path: string): Promise<unknown> },
  expiresAt: string,
  beyond: number,
): Promise<void> {
  const rest = () => Date.parse(expiresAt) + beyond - counter.clock.now();
  while (rest() > 5 * minute) {
    counter.clock.advance(4 * minute);
    await master.get('/session');
  }
  counter.clock.advance(rest());
}

const instants = [
  { beyond: -1 * second, late: false },
  { beyond: 0, late: true },
  { beyond: 1 * second, late: true },
];

test.each(instants)('P15 a proof $beyond ms from the end: late $late', async ({ beyond, late }) => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  expect(Date.parse(opened.body.expiresAt) - counter.clock.now()).toBe(10 * minute);
  await waitUntil(counter, master, opened.body.expiresAt, beyond);
  const proved = await master.prove(opened.body, inUse.code());
  expect(proved.status).toBe(late ? 410 : 200);
  if (late) expect(proved.body.code).toBe('intent-expired');
});

test.each(instants)(
  'P15 a commit $beyond ms from the end: late $late',
  async ({ beyond, late }) => {
    await using counter = await openCounter();
    const { corporation, master, inUse } = await setUp(counter, 'separate');
    const opened = await master.open({ operation: 'replace-token' });
    await master.prove(opened.body, inUse.code());
    await waitUntil(counter, master, opened.body.expiresAt, beyond);
    const committed = await master.commit(opened.body, shown(corporation.token(1)));
    expect(committed.status).toBe(late ? 410 : 200);
    const after = await master.get<{ state: string }>(`/intents/${opened.body.id}`);
    expect(after.body.state).toBe(late ? 'expired' : 'committed');
  },
);
