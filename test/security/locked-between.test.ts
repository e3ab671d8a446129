// A lock that falls between the proof and the commit: what was proved before it is not carried out.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

const operations = [
  { operation: 'replace-token' },
  { operation: 'change-usage-mode', to: 'shared' },
  { operation: 'register-user', customerId: 'U02' },
  { operation: 'deregister-user', customerId: 'U01' },
] as const;

for (const asked of operations) {
  test(`A30 ${asked.operation} is not committed by a locked token`, async () => {
    await using counter = await openCounter();
    const { corporation, master, inUse } = await setUp(counter, 'separate');
    const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
    const registering = { operation: 'register-user', customerId: 'U01' } as const;
    const codes = { proof: inUse.code(), commit: shown(corporation.token(1)) };
    await carryOut(master, registering, codes);
    counter.clock.advance(90_000);
    const { body } = await master.open(asked);
    await master.prove(body, inUse.code());
    const input = asked.operation === 'deregister-user' ? {} : shown(corporation.token(2));
    for (let wrong = 1; wrong <= 5; wrong += 1) await ask(inUse.wrongCode());
    expect(await master.commit(body, input)).toMatchObject({
      status: 429,
      body: { code: 'otp-paused' },
    });
    expect((await master.get(`/intents/${body.id}`)).body).toMatchObject({ state: 'proved' });
  });
}

test('A30 a token disabled meanwhile commits nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  for (let round = 1; round <= 7; round += 1) {
    for (let wrong = 1; wrong <= 4; wrong += 1) await ask(inUse.wrongCode());
    expect((await ask(inUse.code())).status).toBe(200);
    counter.clock.advance(minute);
  }
  const master = await corporation.signIn();
  const { body } = await master.open({ operation: 'replace-token' });
  expect((await master.prove(body, inUse.code())).body.state).toBe('proved');
  // The twenty-ninth and the thirtieth wrong code of the day.
  for (let wrong = 1; wrong <= 2; wrong += 1) await ask(inUse.wrongCode());
  const committed = await master.commit(body, shown(corporation.token(1)));
  expect(committed).toMatchObject({ status: 403, body: { code: 'token-disabled' } });
});
