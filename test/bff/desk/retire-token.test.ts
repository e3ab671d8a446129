import { expect, test } from 'vitest';
import { retireToken } from '../../../bff/desk/retire-token.ts';
import { openCounter } from '../../support/counter.ts';
import {
  corporationId,
  holdings,
  masterToken,
  openRegistered,
  read,
  spareToken,
  stateOf,
  userToken,
} from '../../support/members.ts';
import { readHistory } from '../../support/operator.ts';
import { carryOut, setUp, shown } from '../../support/procedures.ts';
import { verify } from '../../support/verify.ts';

const reason = 'lost on a train';

test('a spare token is retired and nothing else changes', async () => {
  await using operator = await openRegistered();
  const asked = { corporationId, tokenId: spareToken, reason };
  expect(await retireToken(operator, asked)).toEqual({ released: false });
  expect(await stateOf(operator, spareToken)).toBe('retired');
  expect((await read(operator)).version).toBe(1);
  expect((await readHistory(operator, corporationId)).at(-1)).toMatchObject({
    action: 'token-retired',
    targetId: '',
  });
});

test('a user loses the token that is retired', async () => {
  await using operator = await openRegistered();
  const asked = { corporationId, tokenId: userToken, reason };
  expect(await retireToken(operator, asked)).toEqual({ released: true });
  expect(await holdings(operator)).toEqual([`m-1 master ${masterToken}`]);
  expect(await stateOf(operator, userToken)).toBe('retired');
  expect((await read(operator)).version).toBe(2);
  expect((await readHistory(operator, corporationId)).at(-1)).toMatchObject({ targetId: 'u-1' });
});

test('a retired token is refused everywhere at once', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { corporationId: id } = corporation;
  const lost = corporation.token(1);
  const user = { operation: 'register-user', customerId: 'U01' } as const;
  await carryOut(master, user, { proof: inUse.code(), commit: shown(lost) });
  counter.clock.advance(90_000);
  const begun = await master.open({ operation: 'deregister-user', customerId: 'U01' });
  await retireToken(counter.context, { corporationId: id, tokenId: lost.tokenId, reason });
  const late = await master.prove(begun.body, inUse.code());
  expect(late).toMatchObject({ status: 409, body: { code: 'intent-conflict' } });
  expect((await verify(counter, id, 'U01', lost.code())).status).toBe(404);
  const opened = await master.open(user);
  await master.prove(opened.body, inUse.code());
  const again = await master.commit(opened.body, shown(lost));
  expect(again.body.code).toBe('token-unavailable');
});

test('what can not be retired is refused and changes nothing', async () => {
  await using operator = await openRegistered();
  const asked = { corporationId, tokenId: spareToken, reason };
  const refusals = [
    [{ ...asked, tokenId: masterToken }, 'token-in-use'],
    [{ ...asked, tokenId: 'NOBODYS' }, 'token-unknown'],
    [{ ...asked, corporationId: 'NOBODY' }, 'corporation-unknown'],
    [{ ...asked, reason: '' }, 'reason'],
  ] as const;
  for (const [request, code] of refusals)
    await expect(retireToken(operator, request)).rejects.toMatchObject({ code });
  await retireToken(operator, asked);
  await expect(retireToken(operator, asked)).rejects.toMatchObject({ code: 'token-retired' });
  expect(await holdings(operator)).toHaveLength(2);
});

test('the shared token in use is no token to retire', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'shared');
  const asked = { ...corporation, tokenId: inUse.tokenId, reason };
  await expect(retireToken(counter.context, asked)).rejects.toMatchObject({ code: 'token-in-use' });
});
