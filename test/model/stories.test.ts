// Thousands of made-up stories, played by the real service and by the model at once. A failing one is
// printed as short as it gets, with the seed that brings it back: docs/proofs.md tells how to read it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operations } from '../../bff/contract/intent.ts';
import { minute } from '../../bff/durations.ts';
import { newTally, scheduledStories, sequentialStories, tell } from './stories.ts';

const seed = Number(process.env.OTP_MODEL_SEED ?? 20_261_122);
const both = newTally();

/** Every problem that the rules can answer. */
const rules = new Set([
  ...['otp-format', 'otp-rejected', 'otp-used', 'otp-paused', 'token-disabled', 'clock-off'],
  ...['fence', 'clock-unreliable', 'token-id-format', 'token-unavailable', 'token-held'],
  ...['token-unchanged', 'too-many-requests', 'intent-conflict', 'intent-order'],
  'intent-expired',
  ...['mode-unset', 'mode-unchanged', 'shared-mode', 'master-deregistration', 'row-changed'],
  ...['idempotency-mismatch', 'invalid-request', 'not-found', 'not-permitted', 'session-ended'],
  ...['reauthentication-required', 'preview-changed', 'token-not-locked', 'token-not-in-use'],
  ...['codes-format', 'codes-refused', 'codes-fenced', 'waiting-for-bank', 'token-in-use'],
  'token-retired',
]);

test(
  'I1 to I16 and I20 to I23 hold in stories told in order',
  { timeout: 20 * minute },
  async () => {
    const tally = newTally();
    await fc.assert(sequentialStories([tally, both]), { numRuns: 2000, seed });
    process.stdout.write(`${tell('sequential', seed, tally)}\n`);
    expect(tally.stories).toBe(2000);
  },
);

test('I1 to I16 and I20 to I23 hold when people take turns', { timeout: 20 * minute }, async () => {
  const tally = newTally();
  await fc.assert(scheduledStories([tally, both]), { numRuns: 500, seed });
  process.stdout.write(`${tell('scheduled', seed, tally)}\n`);
  expect(tally.stories).toBe(500);
});

test('the stories came everywhere', () => {
  const outcomes = [...both.outcomes.keys()];
  const met = new Set(outcomes.map((each) => each.split(': ').at(-1)));
  for (const operation of operations) expect(outcomes).toContain(`commit: ${operation}`);
  expect([...rules].filter((code) => !met.has(code))).toEqual([]);
});
