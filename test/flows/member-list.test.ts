// S-10 over HTTP: ten a page, master first, both filters joined by AND, blind to width and case.
import { expect, test } from 'vitest';
import type { MemberHolder, MemberPage } from '../../bff/contract/member.ts';
import { openCounter } from '../support/counter.ts';
import type { Person } from '../support/person.ts';
import { setUp } from '../support/procedures.ts';

async function ids(person: Person, query = ''): Promise<string[]> {
  const { body } = await person.get<MemberPage>(`/members${query}`);
  return body.rows.map((row) => (row.holder as MemberHolder).customerId);
}

function filter(fields: Record<string, string>): string {
  return `?${new URLSearchParams(fields).toString()}`;
}

test('ten a page, a second page from the eleventh', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate', { users: 10 });
  const first = await master.get<MemberPage>('/members');
  expect(first.body).toMatchObject({ page: 1, pageSize: 10, total: 11 });
  expect(await ids(master)).toEqual([
    'M1',
    'U01',
    'U02',
    'U03',
    'U04',
    'U05',
    'U06',
    'U07',
    'U08',
    'U09',
  ]);
  expect(await ids(master, '?page=2')).toEqual(['U10']);
  expect(await ids(master, '?page=3')).toEqual([]);
});

test('the id is filtered by prefix, the name by part', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate', { users: 10 });
  expect(await ids(master, filter({ customerId: 'u0' }))).toHaveLength(9);
  expect(await ids(master, filter({ customerId: 'Ｕ１０' }))).toEqual(['U10']);
  expect(await ids(master, filter({ customerId: '01' }))).toEqual([]);
  expect(await ids(master, filter({ name: '管理' }))).toEqual(['M1']);
  expect(await ids(master, filter({ name: '１０郎' }))).toEqual(['U10']);
  expect(await ids(master, filter({ customerId: 'U', name: '1' }))).toEqual(['U01', 'U10']);
  expect(await ids(master, filter({ name: '該当なし' }))).toEqual([]);
});

test.each(['%', '_', '\\', "' or 1=1 --"])('the sign %s stands for itself', async (sign) => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  expect(await ids(master, filter({ name: sign }))).toEqual([]);
  expect(await ids(master, filter({ customerId: sign }))).toEqual([]);
});

test('A57 unknown or malformed queries are refused', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  for (const query of [
    '?page=0',
    '?page=x',
    '?sort=name',
    '?page=1&page=2',
    '?corporationId=C0002',
  ]) {
    expect(await master.get(`/members${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  }
});

test('the shared token stands on every page on top', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'shared', { users: 10 });
  for (const page of [1, 2]) {
    const { body } = await master.get<MemberPage>(`/members?page=${page}`);
    expect(body.sharedToken).toMatchObject({
      holder: { kind: 'corporation' },
      registration: { status: 'registered', token: { idTail: inUse.tokenId.slice(-4) } },
      actions: ['replace'],
    });
  }
});
