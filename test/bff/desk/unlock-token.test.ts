import { expect, test } from 'vitest';
import { unlockToken } from '../../../bff/desk/unlock-token.ts';
import { minute } from '../../../bff/durations.ts';
import { listAuditEntries } from '../../../bff/store/audit-store.ts';
import { openCounter, type TestCounter } from '../../support/counter.ts';
import { setUp } from '../../support/procedures.ts';

/** A corporation whose master has typed so many wrong codes, each when it was heard. */
async function afterWrongCodes(counter: TestCounter, count: number) {
  const made = await setUp(counter, 'separate');
  const codes = [];
  for (let attempt = 1; attempt <= count; attempt += 1) {
    if (attempt === 6) counter.clock.advance(31 * minute);
    const person = await made.corporation.signIn();
    const opened = await person.open({ operation: 'replace-token' });
    codes.push((await person.prove(opened.body, made.inUse.wrongCode())).body.code);
  }
  return { ...made, last: codes.at(-1) };
}

test.each([
  [5, 'otp-paused'],
  [10, 'token-disabled'],
])('I10 after %i wrong codes the bank lifts %s', async (count, refusal) => {
  await using counter = await openCounter();
  const { corporation, inUse, last } = await afterWrongCodes(counter, count);
  expect(last).toBe(refusal);
  const { corporationId } = corporation;
  const { tokenId } = inUse;
  await unlockToken(counter.context, { corporationId, tokenId, reason: '本人から電話' });
  counter.clock.advance(11 * minute);
  const person = await corporation.signIn();
  const opened = await person.open({ operation: 'replace-token' });
  expect((await person.prove(opened.body, inUse.code())).body.state).toBe('proved');

  const entries = await counter.context.database.read((tx) =>
    listAuditEntries(tx, corporationId, 0, 100),
  );
  const entry = entries.find(({ action }) => action === 'token-unlocked')?.entry ?? '';
  expect(JSON.parse(entry)).toMatchObject({
    actor: 'operator',
    target: 'M1',
    after: { reason: '本人から電話' },
  });
});

test('unlocking makes no spent code good again', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await afterWrongCodes(counter, 4);
  const spent = inUse.code();
  const person = await corporation.signIn();
  const first = await person.open({ operation: 'replace-token' });
  await person.prove(first.body, spent);
  await person.prove((await person.open({ operation: 'replace-token' })).body, inUse.wrongCode());
  const { corporationId } = corporation;
  const { tokenId } = inUse;
  await unlockToken(counter.context, { corporationId, tokenId, reason: 'test' });
  const again = await person.open({ operation: 'replace-token' });
  expect((await person.prove(again.body, spent)).body.code).toBe('otp-used');
});

test('what can not be unlocked is refused and changes nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const other = await counter.openCorporation();
  const asked = { corporationId: corporation.corporationId, tokenId: inUse.tokenId, reason: 'x' };
  const refusals = [
    [asked, 'token-not-locked'],
    [{ ...asked, reason: ' ' }, 'reason'],
    [{ ...asked, corporationId: 'NOBODY' }, 'corporation-unknown'],
    [{ ...asked, tokenId: other.token(0).tokenId }, 'token-unknown'],
  ] as const;
  for (const [request, code] of refusals) {
    await expect(unlockToken(counter.context, request)).rejects.toMatchObject({ code });
  }
});
