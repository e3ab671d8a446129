import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { OperatorRefusal } from '../../../bff/errors/operator-refusal.ts';
import { createCorporation } from '../../../bff/operations/create-corporation.ts';
import { importStock } from '../../../bff/operations/import-stock.ts';
import { syncMembers } from '../../../bff/operations/sync-members.ts';
import { csvDirectory } from '../../../bff/portal/member-directory.ts';
import { findCorporation } from '../../../bff/store/corporation-store.ts';
import { listMembers } from '../../../bff/store/directory-store.ts';
import { findHeldToken, insertRegistration } from '../../../bff/store/registration-store.ts';
import { corporation } from '../../../bff/store/schema/index.ts';
import { findToken } from '../../../bff/store/token-store.ts';
import { openOperator, operatorNow, readHistory, type Operator } from '../../support/operator.ts';
import { makeStockFile } from '../../support/stock-file.ts';

const corporationId = 'C-1';
const masterToken = 'TEST00000001';
const userToken = 'TEST00000002';
const everybody =
  'm-1,青山　恵子,administrator,true\nu-1,Ｌｉｓａ,approver,false\nu-2,B,general,false\n';

describe('syncing members', () => {
  it('adds members and folds their names', async () => {
    await using operator = await openBank();
    expect(await sync(operator, everybody)).toEqual(counts({ added: 3 }));
    const members = await operator.database.read((tx) => listMembers(tx, corporationId));
    expect(members.map(({ customerId, rank }) => [customerId, rank])).toEqual([
      ['m-1', 0],
      ['u-1', 1],
      ['u-2', 1],
    ]);
    expect(members[1]).toMatchObject({ name: 'Ｌｉｓａ', nameFolded: 'lisa', role: 'approver' });
  });

  it('changes nothing when nothing has changed', async () => {
    await using operator = await openBank();
    await sync(operator, everybody);
    expect(await sync(operator, everybody)).toEqual(counts({}));
    expect(await readHistory(operator, corporationId)).toHaveLength(2);
  });

  it('brings names and roles up to date', async () => {
    await using operator = await openBank();
    await sync(operator, everybody);
    const changed = await sync(operator, everybody.replace('B,general', 'C,approver'));
    expect(changed).toEqual(counts({ changed: 1 }));
    expect(await version(operator)).toBe(0);
  });

  it('lets the master change places before any registration', async () => {
    await using operator = await openBank();
    await sync(operator, everybody);
    const swapped = everybody.replace('true', 'x').replace('false', 'true').replace('x', 'false');
    expect(await sync(operator, swapped)).toEqual(counts({ changed: 2 }));
    const members = await operator.database.read((tx) => listMembers(tx, corporationId));
    expect(members.filter(({ rank }) => rank === 0)).toMatchObject([{ customerId: 'u-1' }]);
    expect(await version(operator)).toBe(1);
  });

  it('takes the token from a member who is gone (P28)', async () => {
    await using operator = await openRegistered();
    const done = await sync(operator, everybody.replace(/u-1.*\n/, ''));
    expect(done).toEqual(counts({ removed: 1, released: 1 }));
    const left = await operator.database.read((tx) =>
      findHeldToken(tx, { corporationId, customerId: 'u-1' }),
    );
    expect(left).toBeUndefined();
    const free = await operator.database.read((tx) =>
      findToken(tx, { corporationId, tokenId: userToken }),
    );
    expect(free?.state).toBe('stock');
    expect((await readHistory(operator, corporationId)).slice(-2)).toEqual([
      { seq: 4, action: 'members-synced', targetId: 'u-1' },
      { seq: 5, action: 'members-synced', targetId: '' },
    ]);
    expect(await version(operator)).toBe(1);
  });

  it('never leaves the corporation without its master token (I6)', async () => {
    await using operator = await openRegistered();
    const other = everybody.replace('m-1', 'm-2');
    const refusal = new OperatorRefusal('master-registered');
    await expect(sync(operator, other)).rejects.toThrow(refusal);
    const demoted = everybody.replace('true', 'x').replace('false', 'true').replace('x', 'false');
    await expect(sync(operator, demoted)).rejects.toThrow(refusal);
    expect(await operator.database.read((tx) => listMembers(tx, corporationId))).toHaveLength(3);
  });

  it('refuses an unknown corporation', async () => {
    await using operator = await openOperator();
    const refused = sync(operator, everybody);
    await expect(refused).rejects.toThrow(new OperatorRefusal('corporation-unknown'));
  });
});

function sync(operator: Operator, rows: string) {
  const directory = csvDirectory(Buffer.from(`customerId,name,role,master\n${rows}`));
  return syncMembers(operator, { corporationId, directory });
}

function counts(some: Partial<Awaited<ReturnType<typeof syncMembers>>>) {
  return { added: 0, changed: 0, removed: 0, released: 0, ...some };
}

async function version({ database }: Operator): Promise<number | undefined> {
  return (await database.read((tx) => findCorporation(tx, corporationId)))?.version;
}

async function openBank(): Promise<Operator> {
  const operator = await openOperator();
  await createCorporation(operator, { corporationId, name: '見本商事' });
  return operator;
}

/** Mode `separate`, with tokens held by the master and one user. */
async function openRegistered(): Promise<Operator> {
  const operator = await openBank();
  await sync(operator, everybody);
  const preSharedKey = randomBytes(16);
  const bytes = makeStockFile({ count: 2, key: preSharedKey.toString('hex') });
  await importStock(operator, { corporationId, bytes, preSharedKey });
  const held = { corporationId, mode: 'separate', registeredAt: operatorNow } as const;
  await operator.database.write(async (tx) => {
    const isOurs = eq(corporation.corporationId, corporationId);
    await tx.update(corporation).set({ mode: 'separate' }).where(isOurs);
    const master = {
      ...held,
      customerId: 'm-1',
      holderKind: 'master',
      tokenId: masterToken,
    } as const;
    const user = { ...held, customerId: 'u-1', holderKind: 'user', tokenId: userToken } as const;
    await insertRegistration(tx, master);
    await insertRegistration(tx, user);
  });
  return operator;
}
