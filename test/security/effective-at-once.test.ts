// What is committed counts from the next request on, on every road.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { raiseFence } from '../../bff/desk/raise-fence.ts';
import { openCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

test('A45 a replaced token ends for transfers too', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  expect((await ask(inUse.code())).status).toBe(200);
  counter.clock.advance(minute);
  const fresh = corporation.token(1);
  const codes = { proof: inUse.code(), commit: shown(fresh) };
  await carryOut(master, { operation: 'replace-token' }, codes);
  counter.clock.advance(minute);
  expect((await ask(inUse.code())).code).toBe('otp-rejected');
  expect((await ask(fresh.code())).status).toBe(200);
});

test('I2 a fence counts from the next code on', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const ask = () => verify(counter, corporationId, 'M1', inUse.code());
  expect((await ask()).status).toBe(200);
  for (const asked of [{ reason: 'a drill' }, { corporationId, reason: 'a drill' }]) {
    counter.clock.advance(2 * minute);
    await raiseFence(counter.context, asked);
    expect(await ask()).toMatchObject({ status: 503, code: 'fence' });
    counter.clock.advance(2 * minute);
    expect((await ask()).status).toBe(200);
  }
});
