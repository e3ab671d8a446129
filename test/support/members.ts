// A corporation whose members came from a list, with tokens held by its master and one user.
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { createCorporation } from '../../bff/desk/create-corporation.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import { csvDirectory } from '../../bff/portal/member-directory.ts';
import { type Corporation, findCorporation } from '../../bff/store/corporation-store.ts';
import { insertRegistration, listRegistrations } from '../../bff/store/registration-store.ts';
import { corporation } from '../../bff/store/schema/index.ts';
import { findToken } from '../../bff/store/token-store.ts';
import { openOperator, operatorNow, type Operator } from './operator.ts';
import { makeStockFile } from './stock-file.ts';

export const corporationId = 'C-1';
export const masterToken = 'TEST00000001';
export const userToken = 'TEST00000002';
export const spareToken = 'TEST00000003';
/** `m-1` is the master, `u-1` holds a token, `u-2` none. */
export const everybody =
  'm-1,青山　恵子,administrator,true\nu-1,Ｌｉｓａ,approver,false\nu-2,B,general,false\n';

export function sync(operator: Operator, rows: string, confirmedRemovals?: number) {
  const directory = csvDirectory(Buffer.from(`customerId,name,role,master\n${rows}`));
  return syncMembers(operator, { corporationId, directory, confirmedRemovals });
}

export async function openBank(): Promise<Operator> {
  const operator = await openOperator();
  await createCorporation(operator, { corporationId, name: '見本商事' });
  return operator;
}

/** Mode `separate`, with a third token in stock. */
export async function openRegistered(): Promise<Operator> {
  const operator = await openBank();
  await sync(operator, everybody);
  const preSharedKey = randomBytes(16);
  const bytes = makeStockFile({ count: 3, key: preSharedKey.toString('hex') });
  await importStock(operator, { corporationId, bytes, preSharedKey });
  const held = { corporationId, mode: 'separate', registeredAt: operatorNow } as const;
  const holders = [
    { customerId: 'm-1', holderKind: 'master', tokenId: masterToken },
    { customerId: 'u-1', holderKind: 'user', tokenId: userToken },
  ] as const;
  await operator.database.write(async (tx) => {
    const isOurs = eq(corporation.corporationId, corporationId);
    await tx.update(corporation).set({ mode: 'separate' }).where(isOurs);
    for (const holder of holders) await insertRegistration(tx, { ...held, ...holder });
  });
  return operator;
}

export async function read({ database }: Operator): Promise<Corporation> {
  const found = await database.read((tx) => findCorporation(tx, corporationId));
  if (found === undefined) throw new Error('no corporation');
  return found;
}

/** Who holds what, as `customer kind token`, master first. */
export async function holdings({ database }: Operator): Promise<string[]> {
  const rows = await database.read((tx) => listRegistrations(tx, corporationId));
  return rows.map((row) => `${row.customerId} ${row.holderKind} ${row.tokenId}`);
}

export async function stateOf({ database }: Operator, tokenId: string) {
  return (await database.read((tx) => findToken(tx, { corporationId, tokenId })))?.state;
}
