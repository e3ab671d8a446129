// `npm run test:long`: the stories of `npm test` for hours, longer ones and with a fresh seed each
// round, until OTP_LONG_HOURS are over, somebody presses Ctrl+C, or one of them fails.
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { newTally, scheduledStories, sequentialStories, tell } from './stories.ts';

const hour = 3_600_000;
const hours = Number(process.env.OTP_LONG_HOURS ?? 8);
const first = process.env.OTP_MODEL_SEED;
const end = Date.now() + hours * hour;
const total = newTally();

process.on('SIGINT', () => {
  console.log(tell('stopped', 0, total));
  process.exit(0);
});

for (let round = 1; Date.now() < end; round += 1) {
  const seed = round === 1 && first !== undefined ? Number(first) : randomInt(2 ** 31);
  console.log(`Round ${String(round)}, seed ${String(seed)}`);
  try {
    await fc.assert(sequentialStories([total], { maxCommands: 60 }), { numRuns: 400, seed });
    await fc.assert(scheduledStories([total]), { numRuns: 400, seed });
  } catch (error) {
    console.error(error);
    console.error(`To see it again: OTP_MODEL_SEED=${String(seed)} npm run test:long`);
    process.exit(1);
  }
  console.log(`  ${total.stories.toLocaleString('en')} stories so far, all of them hold`);
}
console.log(tell('all', 0, total));
process.exit(0);
