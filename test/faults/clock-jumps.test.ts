// A11, A13, A109, P9: the clock of a running service jumps and is set right again. No code that was
// spent is good once more, nobody is told that a right code is wrong, and soon everybody works.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hour, minute, second } from '../../bff/durations.ts';
import { openBank, type DeskCorporation } from './bank.ts';
import { Clerk } from './clerk.ts';
import { fakeClock } from './fake-clock.ts';
import { faultSeed, Random } from './random.ts';
import { Service } from './service.ts';

/** Within this time of a clock that is right again everybody can work. */
const patience = 90 * second;
const askEvery = 2 * second;
/** Of the tokens of this bank. All jumps are whole steps. */
const step = 30 * second;
/** To a clock that went back, what the portal signs now is signed ahead of its time. */
const refusedForTheClock = ['clock-unreliable', 'fence', 'signature-refused'];

interface Spent {
  corporation: DeskCorporation;
  codes: string[];
}

/** Spends two codes of a corporation's token: what a replay would show. */
async function spendTwo(clerk: Clerk): Promise<Spent> {
  await clerk.signIn();
  await clerk.work();
  const { corporation, inUse } = clerk;
  if (inUse === undefined) throw new Error('no token in use');
  const codes = [inUse.code(0), inUse.code(1)];
  const answer = await clerk.ask('M1', inUse.code(1));
  expect(answer.body).toMatchObject({ verifiedAt: expect.any(String) as string });
  return { corporation, codes };
}

async function codeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { code?: string };
  return answer.status === 200 ? 'accepted' : (body.code ?? '');
}

/** A service whose clock jumps. */
async function openJumping(folder: string) {
  const bank = await openBank({ folder, now: Date.now, corporations: 2 });
  const clock = fakeClock(folder);
  const service = await Service.open(bank, { env: clock.env });
  const clerks = bank.corporations.map((one) => new Clerk(bank, one, new Random(faultSeed())));
  const spent: Spent[] = [];
  for (const clerk of clerks) {
    clerk.goTo(service);
    spent.push(await spendTwo(clerk));
  }
  const show = async (code: string, { corporationId }: DeskCorporation) =>
    codeOf(await service.verify(corporationId, 'M1', code));
  const replayAll = () =>
    Promise.all(
      spent.flatMap(({ corporation, codes }) => codes.map((code) => show(code, corporation))),
    );
  /** What everybody's token shows now, by the right time. */
  const showFresh = () =>
    Promise.all(clerks.map(({ corporation, inUse }) => show(inUse?.code() ?? '', corporation)));
  return { service, turn: clock.turn, replayAll, showFresh };
}

type Jumping = Awaited<ReturnType<typeof openJumping>>;

/** Shows codes until everybody's is accepted; gives what was answered before. */
async function waitUntilWorking({ showFresh }: Jumping) {
  const since = performance.now();
  const before: string[] = [];
  for (;;) {
    const fresh = await showFresh();
    const took = performance.now() - since;
    if (fresh.every((code) => code === 'accepted')) return { before, took };
    before.push(...fresh.filter((code) => code !== 'accepted'));
    if (took > patience + askEvery) throw new Error(`still ${fresh.join(', ')}`);
    await setTimeout(askEvery);
  }
}

/**
 * Waits for a step to begin. A fence covers the steps that could be shown when it was raised: while
 * the clock stays wrong beyond them, a right code is a wrong one, and must be told as such.
 */
async function nextStep(): Promise<void> {
  await setTimeout(step - (Date.now() % step));
}

/** Turns the clock and sets it right again some seconds later. */
async function jumpAndReturn(folder: string, jump: number) {
  const jumping = await openJumping(folder);
  await using service = jumping.service;
  await nextStep();
  jumping.turn(jump);
  const replayed = await jumping.replayAll();
  const fresh = await jumping.showFresh();
  await setTimeout(2 * askEvery);
  replayed.push(...(await jumping.replayAll()));
  fresh.push(...(await jumping.showFresh()));

  jumping.turn(0);
  replayed.push(...(await jumping.replayAll()));
  const { before, took } = await waitUntilWorking(jumping);
  await service.stop();
  process.stdout.write(
    `clock turned by ${jump / minute} min and back: ${replayed.length} spent codes shown, ` +
      `${replayed.filter((code) => code === 'accepted').length} accepted; ` +
      `everybody works after ${(took / second).toFixed(0)} s\n`,
  );
  return { replayed, fresh, before, took };
}

describe.concurrent('a clock that jumps', () => {
  test.for([
    ['back an hour', -hour],
    ['back two steps', -minute],
    ['ahead an hour', hour],
  ] as const)(
    'A11 A13 %s: no replay, nobody locked out',
    { timeout: 3 * minute },
    async ([, jump], { expect }) => {
      const folder = mkdtempSync(join(tmpdir(), 'otp-clock-'));
      const { replayed, fresh, before, took } = await jumpAndReturn(folder, jump);
      rmSync(folder, { recursive: true });
      expect(replayed).not.toContain('accepted');
      expect(fresh.filter((code) => !refusedForTheClock.includes(code))).toEqual([]);
      // A code that was spent before is the token's own until it shows the next one.
      const told = [...refusedForTheClock, 'otp-used', 'accepted'];
      expect(before.filter((code) => !told.includes(code))).toEqual([]);
      expect(took).toBeLessThan(patience);
    },
  );
});

describe('the clock of this test', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'otp-clock-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('turns the wall clock and leaves the other', async () => {
    const clock = fakeClock(folder);
    const tell = 'setInterval(() => console.log(Date.now(), performance.now()), 100)';
    const child = spawn(process.execPath, ['-e', tell], {
      env: { PATH: process.env.PATH, ...clock.env },
    });
    const lines = createInterface(child.stdout);
    const read = async () => {
      const [line] = (await once(lines, 'line')) as [string];
      return line.split(' ').map(Number) as [number, number];
    };
    const [wall, elapsed] = await read();
    clock.turn(hour);
    await setTimeout(500);
    const [wallAfter, elapsedAfter] = await read();
    child.kill();
    expect(Math.abs(wall - Date.now())).toBeLessThan(minute);
    expect(wallAfter - wall).toBeGreaterThan(hour);
    expect(elapsedAfter - elapsed).toBeLessThan(minute);
    expect(elapsedAfter).toBeGreaterThan(elapsed);
  });
});
