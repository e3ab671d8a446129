// A bank with a history in which everything has happened that can happen, through the real service.
import { minute } from '../../bff/durations.ts';
import { raiseFence } from '../../bff/desk/raise-fence.ts';
import { resyncToken } from '../../bff/desk/resync-token.ts';
import { tellRepeated } from '../../bff/watch/tell-repeated.ts';
import { unlockToken } from '../../bff/desk/unlock-token.ts';
import type { TestCorporation, TestCounter } from './counter.ts';
import type { Person } from './person.ts';
import { carryOut, setUp, shown } from './procedures.ts';
import { verify } from './verify.ts';

/** Long enough for every token to show codes that nobody has used. */
const freshCodes = 3 * minute;

/** Three corporations, each with its own kind of past. */
export async function liveThrough(counter: TestCounter): Promise<void> {
  await separateLife(counter);
  await sharedLife(counter);
  await counter.openCorporation({ users: 1, stock: { count: 2, prefix: 'NEW' } });
}

/** All five procedures, refusals of each kind, a pause, and what the bank's desk does. */
async function separateLife(counter: TestCounter): Promise<void> {
  const { clock, context } = counter;
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const pass = () => clock.advance(freshCodes);
  const register = (customerId: string, index: number) =>
    carryOut(
      master,
      { operation: 'register-user', customerId },
      { proof: inUse.code(), commit: shown(corporation.token(index)) },
    );
  await register('U01', 1);
  pass();
  await register('U02', 2);
  pass();
  await carryOut(
    master,
    { operation: 'deregister-user', customerId: 'U02' },
    { proof: inUse.code() },
  );
  pass();
  await register('U02', 3);
  pass();
  await refusals(master, corporation);
  pass();

  const user = corporation.token(1);
  const ask = (code: string) => verify(counter, corporationId, 'U01', code);
  await ask(user.code());
  await ask(user.code());
  const wrong = async (times: number) => {
    const code = user.wrongCode();
    for (let asked = 0; asked < times; asked += 1) await ask(code);
  };
  await wrong(9);
  clock.advance(40 * minute);
  await tellRepeated(context, clock.now());
  await wrong(7);
  await unlockToken(context, { corporationId, tokenId: user.tokenId, reason: 'called back' });
  await resyncToken(context, {
    ...{ corporationId, tokenId: user.tokenId, reason: 'its clock' },
    ...{ code: user.code(), nextCode: user.code(1) },
  });
  pass();
  await raiseFence(context, { corporationId, reason: 'a drill' });
  await ask(user.code());
  await ask(user.code());
  pass();
  await ask(user.code());
  await corporation.removeMember('U02');
  await carryOut(
    await corporation.signIn(),
    { operation: 'replace-token' },
    { proof: inUse.code(), commit: shown(corporation.token(4)) },
  );
}

/** What is refused at the counter, and entered. */
async function refusals(master: Person, corporation: TestCorporation): Promise<void> {
  const opened = await master.open({ operation: 'register-user', customerId: 'U03' });
  await master.prove(opened.body, corporation.token(0).wrongCode());
  await master.prove(opened.body, corporation.token(0).code());
  await master.commit(opened.body, { tokenId: 'NOBODY0001', code: '123456' });
  await master.commit(opened.body, shown(corporation.token(1)));
  await master.commit(opened.body, {
    tokenId: corporation.token(5).tokenId,
    code: corporation.token(5).wrongCode(),
  });
  await master.cancel(opened.body);
}

/** Tokens that count presses, one of them disabled; from one mode to the other. */
async function sharedLife(counter: TestCounter): Promise<void> {
  const { clock } = counter;
  const { corporation, master, inUse } = await setUp(counter, 'shared', {
    stock: { kind: 'hotp' },
  });
  const { corporationId } = corporation;
  for (const press of [1, 2]) await verify(counter, corporationId, 'U01', inUse.code(press));
  await carryOut(
    master,
    { operation: 'change-usage-mode', to: 'separate' },
    { proof: inUse.code(3), commit: shown(corporation.token(1)) },
  );
  const proving = corporation.token(1);
  await carryOut(
    master,
    { operation: 'register-user', customerId: 'U01' },
    { proof: proving.code(1), commit: shown(corporation.token(2)) },
  );
  const wrong = corporation.token(2).wrongCode();
  for (let times = 0; times < 12; times += 1) {
    await verify(counter, corporationId, 'U01', wrong);
    clock.advance(10 * minute);
  }
}
