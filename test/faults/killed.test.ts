// A95, P5, P16, P17, P44: the service is killed at random moments, hundreds of times on the same
// file, while several masters work. What was acknowledged is there, what was not is there as a
// whole or not at all, and the next process works on.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { bundleService } from './bundle.ts';
import { emptyTally, Lane, type Tally } from './lane.ts';
import { faultSeed, Random } from './random.ts';

const lanes = 2;
const kills = Number(process.env.OTP_FAULT_KILLS ?? 300);

async function killInLanes(bundle: string, seed: number): Promise<Tally[]> {
  const numbers = Array.from({ length: lanes }, (_, index) => index);
  return Promise.all(
    numbers.map(async (number) => {
      await using lane = new Lane(bundle, new Random(seed + number));
      await lane.open();
      for (let kill = number; kill < kills; kill += lanes) await lane.kill();
      return lane.tally;
    }),
  );
}

function addUp(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      kills: sum.kills + tally.kills,
      changes: sum.changes + tally.changes,
      lostChanges: sum.lostChanges + tally.lostChanges,
      torn: sum.torn + tally.torn,
      charges: sum.charges + tally.charges,
      lostCharges: sum.lostCharges + tally.lostCharges,
      replays: sum.replays + tally.replays,
      replaysAccepted: sum.replaysAccepted + tally.replaysAccepted,
      doubts: sum.doubts + tally.doubts,
      doubtsDone: sum.doubtsDone + tally.doubtsDone,
      faults: [...sum.faults, ...tally.faults],
    }),
    emptyTally(),
  );
}

test('A95 P5 P44 killed at any moment it loses nothing', { timeout: 30 * minute }, async () => {
  const seed = faultSeed();
  using bundle = await bundleService();
  const sum = addUp(await killInLanes(bundle.path, seed));
  const { faults, ...figures } = sum;
  process.stdout.write(
    `killed: ${figures.kills} kills; ${figures.changes} changes acknowledged, ` +
      `${figures.lostChanges} lost, ${figures.torn} torn; ${figures.charges} wrong codes charged, ` +
      `${figures.lostCharges} lost; ${figures.replays} codes shown again, ` +
      `${figures.replaysAccepted} accepted; ${figures.doubts} requests unanswered, ` +
      `${figures.doubtsDone} of them done; seed ${seed}\n`,
  );
  expect(faults).toEqual([]);
  expect(figures).toMatchObject({
    kills,
    lostChanges: 0,
    torn: 0,
    lostCharges: 0,
    replaysAccepted: 0,
  });
  // Else nothing was at stake.
  expect(figures.changes).toBeGreaterThan(kills);
  expect(figures.charges).toBeGreaterThan(kills / 4);
  expect(figures.doubtsDone).toBeGreaterThan(kills / 40);
});
