import type { MemberHolder, MemberPage, MemberRow } from '../../../bff/contract/member.ts';
import type { Session } from '../../../bff/contract/session.ts';

const minute = 60 * 1_000;

/** A session of the master that ends in ten minutes. */
export function session(different: Partial<Session> = {}): Session {
  return {
    id: 'session-of-the-sample1',
    actor: { customerId: 'MASTER01', name: '山田 太郎', role: 'administrator' },
    permitted: true,
    mode: 'separate',
    version: 1,
    idleEndsAt: fromNow(10 * minute),
    endsAt: fromNow(60 * minute),
    settings: {
      bankName: { ja: '当行', en: 'the bank' },
      branchName: { ja: 'お取引店', en: 'your branch' },
    },
    ...different,
  };
}

/** ISO 8601 instant, `milliseconds` from now. */
export function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

export const masterHolder: MemberHolder = {
  kind: 'master',
  customerId: 'MASTER01',
  name: '山田 太郎',
  role: 'administrator',
};

export const masterRow: MemberRow = {
  holder: masterHolder,
  usesSharedToken: false,
  registration: {
    status: 'registered',
    token: { idTail: '1234', digits: 6 },
    since: '2026-01-05T00:00:00Z',
  },
  actions: ['replace'],
};

/** The user `USERnn`: even numbers hold a token, odd ones none. */
export function userRow(number: number): MemberRow {
  const customerId = `USER${String(number).padStart(2, '0')}`;
  const holder: MemberHolder = {
    kind: 'user',
    customerId,
    name: `利用者 ${String(number)}`,
    role: number % 3 === 0 ? 'approver' : 'general',
  };
  if (number % 2 === 1) {
    const registration = { status: 'unregistered' } as const;
    return { holder, usesSharedToken: false, registration, actions: ['register'] };
  }
  const token = { idTail: `70${String(number).padStart(2, '0')}`, digits: 6 } as const;
  const registration = { status: 'registered', token, since: '2026-02-01T00:00:00Z' } as const;
  return { holder, usesSharedToken: false, registration, actions: ['deregister'] };
}

/** The rows of a corporation with one master and `users` users. */
export function corporation(users: number): MemberRow[] {
  return [masterRow, ...Array.from({ length: users }, (_, index) => userRow(index + 1))];
}

/** The server's page `page` of `rows`. */
export function pageOf(
  rows: MemberRow[],
  page = 1,
  different: Partial<MemberPage> = {},
): MemberPage {
  const pageSize = 10;
  return {
    mode: 'separate',
    version: 1,
    rows: rows.slice((page - 1) * pageSize, page * pageSize),
    page,
    pageSize,
    total: rows.length,
    ...different,
  };
}

export const sharedTokenRow: MemberRow = {
  holder: { kind: 'corporation' },
  usesSharedToken: false,
  registration: {
    status: 'registered',
    token: { idTail: '9001', digits: 6 },
    since: '2026-01-05T00:00:00Z',
  },
  actions: ['replace'],
};

/** A member's row as it stands in `shared` mode. */
export function inSharedMode(row: MemberRow): MemberRow {
  return { ...row, usesSharedToken: true, registration: { status: 'registered' }, actions: [] };
}
