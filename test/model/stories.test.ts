// Thousands of made-up stories, played by the real service and by the model at once. A failing one is
// printed as short as it gets, with the seed that brings it back; see docs/proofs.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sequentialStories, newTally, tell } from './stories.ts';

const seed = Number(process.env.OTP_MODEL_SEED ?? 20_261_122);
const sequential = { numRuns: 2000, seed, includeErrorInReport: true };

test('I1 to I23 hold in sequential stories', { timeout: 600_000 }, async () => {
  const tally = newTally();
  await fc.assert(sequentialStories(tally), sequential);
  console.log(tell('sequential', seed, tally));
  expect(tally.stories).toBeGreaterThanOrEqual(sequential.numRuns);
});
