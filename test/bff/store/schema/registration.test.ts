import { describe, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../../../../bff/store/database.ts';
import { corporation, member, registration, token } from '../../../../bff/store/schema/index.ts';
import { openWith, ruleBroken, type Work } from '../../../support/around.ts';
import {
  insertChosenMode,
  insertMembers,
  insertRegistration,
  insertToken,
  ofCorporation,
} from '../../../support/rows.ts';

const user = { customerId: 'U1', holderKind: 'user', tokenId: 'T2' } as const;
const isMaster = eq(registration.holderKind, 'master');

const separate = (tx: Transaction) => insertChosenMode(tx, 'separate');
const shared = (tx: Transaction) => insertChosenMode(tx, 'shared');
const setMode = (mode: 'unset' | 'separate' | 'shared') => (tx: Transaction) =>
  tx.update(corporation).set({ mode });
const inOrder =
  (...works: Work[]): Work =>
  async (tx) => {
    for (const work of works) await work(tx);
  };

describe('I4: a token has one holder, a holder one token', () => {
  test.each([
    ['a token that somebody has', { ...user, tokenId: 'T1' }, 'unique'],
    ['a second token for a holder', { tokenId: 'T3' }, 'unique'],
    ['a second master', { customerId: 'U2', tokenId: 'T3' }, 'unique'],
    ['a token that does not exist', { ...user, tokenId: 'T9' }, 'foreign-key'],
    ['a holder who is no member', { ...user, customerId: 'U9' }, 'foreign-key'],
    ['the master as a user', { ...user, customerId: 'M1' }, 'unique'],
  ] as const)('%s is refused', async (_, row, rule) => {
    await using database = await openWith(separate);
    expect(await ruleBroken(database, (tx) => insertRegistration(tx, row))).toBe(rule);
  });

  test('a token is not moved to where another is', async () => {
    await using database = await openWith(separate, (tx) => insertRegistration(tx, user));
    const moved = { tokenId: 'T1' };
    const both = await ruleBroken(database, (tx) =>
      tx.update(registration).set(moved).where(eq(registration.customerId, 'U1')),
    );
    expect(both).toBe('unique');
  });

  test('a member does not go while he holds a token', async () => {
    await using database = await openWith(separate, (tx) => insertRegistration(tx, user));
    const isUser = eq(member.customerId, 'U1');
    expect(await ruleBroken(database, (tx) => tx.delete(member).where(isUser))).toBe('foreign-key');
    const release: Work = (tx) => tx.delete(registration).where(eq(registration.customerId, 'U1'));
    const both = inOrder((tx) => tx.delete(member).where(isUser), release);
    expect(await ruleBroken(database, both)).toBe('none');
  });

  test('I16: a retired token is nobody’s', async () => {
    await using database = await openWith(separate, (tx) =>
      tx.update(token).set({ state: 'retired' }).where(eq(token.tokenId, 'T2')),
    );
    expect(await ruleBroken(database, (tx) => insertRegistration(tx, user))).toBe('trigger');
    const moved: Work = (tx) => tx.update(registration).set({ tokenId: 'T2' });
    expect(await ruleBroken(database, moved)).toBe('trigger');
  });
});

describe('I5: registrations are of the present mode', () => {
  test.each([
    ['a user in shared mode', shared, { ...user, mode: 'shared' }, 'check'],
    ['a user of the other mode', shared, user, 'foreign-key'],
    ['the master of the other mode', shared, { tokenId: 'T2' }, 'foreign-key'],
    ['the corporation in separate mode', separate, { ...ofCorporation, mode: 'separate' }, 'check'],
    ['the corporation of the other mode', separate, ofCorporation, 'unique'],
    ['the corporation by a name', separate, { ...ofCorporation, customerId: 'U1' }, 'check'],
    ['a user without a name', separate, { ...user, customerId: '' }, 'check'],
  ] as const)('%s is refused', async (_, mode, row, rule) => {
    await using database = await openWith(mode);
    const tokenId = rule === 'unique' ? 'T1' : 'T3';
    const inserted: Work = (tx) => insertRegistration(tx, { ...row, tokenId });
    expect(await ruleBroken(database, inserted)).toBe(rule);
  });

  test('a mode does not change under its registrations', async () => {
    await using database = await openWith(separate);
    for (const mode of ['shared', 'unset'] as const) {
      expect(await ruleBroken(database, setMode(mode)), mode).toBe('foreign-key');
    }
  });

  test('a registration does not change its mode', async () => {
    await using database = await openWith(separate);
    const moved = await ruleBroken(database, (tx) => tx.update(registration).set(ofCorporation));
    expect(moved).toBe('foreign-key');
  });

  test('shared mode has the corporation’s registration at every commit', async () => {
    await using database = await openWith(shared);
    const ended: Work = (tx) => tx.delete(registration);
    expect(await ruleBroken(database, ended)).toBe('foreign-key');
    const begun: Work = (tx) => insertRegistration(tx, { ...ofCorporation, tokenId: 'T2' });
    expect(await ruleBroken(database, inOrder(ended, begun))).toBe('none');
  });
});

describe('I6: separate mode has the master’s registration at every commit', () => {
  const masterEnds: Work = (tx) => tx.delete(registration).where(isMaster);

  test('a mode is not chosen without it', async () => {
    await using database = await openWith(insertMembers, insertToken);
    for (const mode of ['separate', 'shared'] as const) {
      expect(await ruleBroken(database, setMode(mode)), mode).toBe('foreign-key');
    }
    const userOnly: Work = (tx) => insertRegistration(tx, { ...user, tokenId: 'T1' });
    const chosen = inOrder(setMode('separate'), userOnly);
    expect(await ruleBroken(database, chosen)).toBe('foreign-key');
  });

  test('it ends only where another begins', async () => {
    await using database = await openWith(separate);
    expect(await ruleBroken(database, masterEnds)).toBe('foreign-key');
    const replaced = inOrder(masterEnds, (tx) => insertRegistration(tx, { tokenId: 'T2' }));
    expect(await ruleBroken(database, replaced)).toBe('none');
  });

  test('it does not become a user’s', async () => {
    await using database = await openWith(separate);
    for (const changed of [
      { holderKind: 'user' },
      { customerId: 'U1' },
      { holderKind: 'user', customerId: 'U1' },
    ] as const) {
      const work: Work = (tx) => tx.update(registration).set(changed).where(isMaster);
      expect(await ruleBroken(database, work), JSON.stringify(changed)).toBe('foreign-key');
    }
  });

  test('the master does not become another', async () => {
    await using database = await openWith(separate);
    const demote: Work = (tx) =>
      tx.update(member).set({ rank: 1 }).where(eq(member.customerId, 'M1'));
    const promote: Work = (tx) =>
      tx.update(member).set({ rank: 0 }).where(eq(member.customerId, 'U1'));
    expect(await ruleBroken(database, demote)).toBe('foreign-key');
    expect(await ruleBroken(database, inOrder(demote, promote))).toBe('foreign-key');
  });

  test('it ends with the mode', async () => {
    await using database = await openWith(separate);
    const reset = inOrder((tx) => tx.delete(registration), setMode('unset'));
    expect(await ruleBroken(database, reset)).toBe('none');
  });
});
