// One instant a decision, from the watched clock. A clock that is set back prolongs nothing: no open
// change, no session, no password that was given long ago, and no assertion that was used.
import { expect, test } from 'vitest';
import { hour, minute, second } from '../../bff/durations.ts';
import { largestUnseenStepBack } from '../../bff/otp/clock-limits.ts';
import { intent, usedAssertion } from '../../bff/store/schema/index.ts';
import { Browser } from '../support/browser.ts';
import { openCounter, type TestCorporation, type TestCounter } from '../support/counter.ts';
import { readSessions } from '../support/history.ts';
import { setUp, shown } from '../support/procedures.ts';

const halfAnHour = 30 * minute;
/** Sessions that nobody's patience ends. */
const patient = { idle: 2 * hour, absolute: 8 * hour, single: true };

/** Turns the clock back and waits until it is believed again. */
async function setBack(counter: TestCounter, span: number): Promise<void> {
  counter.clock.turn(-span);
  const isBelieved = () => {
    try {
      return counter.context.clockWatch.now() > 0;
    } catch {
      return false;
    }
  };
  expect(isBelieved()).toBe(false);
  await expect.poll(isBelieved).toBe(true);
}

test('a change of ten minutes is not committed after thirty-four', async () => {
  await using counter = await openCounter({ session: patient });
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  await master.prove(body, inUse.code());
  counter.clock.advance(4 * minute);
  await setBack(counter, halfAnHour);
  counter.clock.advance(halfAnHour);
  const late = await master.commit(body, shown(corporation.token(1)));
  expect([late.status, late.body.code]).toEqual([401, 'session-ended']);
  const row = await counter.context.database.read((tx) => tx.select().from(intent));
  expect(row.map(({ state }) => state)).toContain('void');
});

test('a password given thirty-four minutes ago is not fresh', async () => {
  await using counter = await openCounter({ session: patient });
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  counter.clock.advance(4 * minute);
  await setBack(counter, halfAnHour);
  counter.clock.advance(halfAnHour);
  const late = await master.open({ operation: 'register-first', to: 'separate' });
  expect([late.status, late.body.code]).toEqual([401, 'session-ended']);
});

test('a session that ended does not live again when the clock is set back', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  counter.clock.advance(11 * minute);
  expect((await master.get('/session')).status).toBe(401);
  await setBack(counter, 11 * minute);
  expect((await master.get('/session')).status).toBe(401);
});

test('nothing is decided and nothing prolonged while the clock is not believed', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  const before = await readSessions(counter);
  counter.clock.turn(hour);
  const answers = [
    await master.get('/session'),
    await master.get('/members'),
    await master.open({ operation: 'replace-token' }),
    await master.prove(body, inUse.code()),
    await master.commit(body, shown(corporation.token(1))),
    await master.cancel(body),
    await master.ask('DELETE', '/session'),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
  await expect(corporation.signIn()).rejects.toThrow('503');
  counter.clock.turn(-hour);
  expect(await readSessions(counter)).toEqual(before);
  expect((await master.prove(body, inUse.code())).body.state).toBe('proved');
});

test('a commit asks the watched clock once for all that it decides', async () => {
  await using counter = await openCounter();
  const instants = countInstants(counter);
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  await master.prove(body, inUse.code());
  instants.length = 0;
  await master.commit(body, shown(corporation.token(1)));
  // One to find the session, one to decide.
  expect(instants).toHaveLength(2);
});

/** The instants that the watched clock tells from now on. */
function countInstants({ context: { clockWatch } }: TestCounter): number[] {
  const instants: number[] = [];
  const now = clockWatch.now.bind(clockWatch);
  clockWatch.now = () => {
    const instant = now();
    instants.push(instant);
    return instant;
  };
  return instants;
}

/** Uses an assertion, and forgets its id as late as another sign-in forgets it. */
async function useAndForget(counter: TestCounter, { assertion }: TestCorporation) {
  const used = await assertion();
  const browser = new Browser(counter.app);
  expect((await browser.vouch(used)).status).toBe(204);
  return { used, browser };
}

test('an id is kept for the largest step back that nobody notices', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const { used, browser } = await useAndForget(counter, corporation);
  const inForce = 70 * second;
  counter.clock.advance(inForce + largestUnseenStepBack - 1);
  await corporation.signIn();
  const ids = await counter.context.database.read((tx) => tx.select().from(usedAssertion));
  expect(ids.map(({ assertionId }) => assertionId)).not.toContain('forgotten until');
  expect(ids).toHaveLength(2);
  expect((await browser.vouch(used)).status).toBe(401);
});

test.each([2 * minute, halfAnHour, 24 * hour])(
  'an assertion is not good again after its id was forgotten and the clock set back: %i ms',
  async (span) => {
    await using counter = await openCounter();
    const corporation = await counter.openCorporation();
    const { used, browser } = await useAndForget(counter, corporation);
    counter.clock.advance(span);
    await corporation.signIn();
    await setBack(counter, span);
    expect((await browser.vouch(used)).body?.code).toBe('session-ended');
    // A fresh word of the portal is heard at once, if its clock was right all the time.
    counter.clock.advance(span);
    expect((await browser.vouch(await corporation.assertion())).status).toBe(204);
  },
);
