// The corporations of a contest, with every token in use: those in `separate` mode have one for each
// member, in `shared` mode all members show the codes of one.
import type { Config } from '../../bff/config/config.ts';
import { day, second } from '../../bff/durations.ts';
import {
  openCounter,
  type TestClock,
  type TestCorporation,
  type TestCounter,
  type TestToken,
} from '../support/counter.ts';
import type { PortalServer } from '../support/portal-server.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { openStage } from './database.ts';

/** Seconds; of every token here. */
export const period = 30;

export interface Member {
  customerId: string;
  corporation: TestCorporation;
}

/** A token and everybody who shows its codes. */
export interface HeldToken {
  token: TestToken;
  holders: readonly [Member, ...Member[]];
  /** The master's or the shared one, whose codes prove changes. */
  proves: boolean;
}

export interface Bank {
  config: Config;
  clock: TestClock;
  /** A server of the portal that signs at the instant of the clock. */
  portalServer: PortalServer;
  /** Neighbours are of different corporations. */
  tokens: readonly [HeldToken, ...HeldToken[]];
}

export interface BankSize {
  /** Corporations in `separate` mode, and users in each; their masters come on top. */
  separate: { corporations: number; users: number };
  /** Corporations in `shared` mode, and users in each; their masters show the same codes. */
  shared: { corporations: number; users: number };
}

/** Fills an empty database through the service's own procedures, and closes it. */
export async function openBank(databaseUrl: string, size: BankSize): Promise<Bank> {
  const lasting = { idle: day, absolute: day };
  const settings = { databaseUrl, session: lasting };
  await using counter = await openCounter(settings, { database: await openStage(databaseUrl) });
  const tokens: HeldToken[] = [];
  for (let count = 0; count < size.separate.corporations; count += 1) {
    tokens.push(...(await openSeparate(counter, size.separate.users)));
  }
  for (let count = 0; count < size.shared.corporations; count += 1) {
    tokens.push(await openShared(counter, size.shared.users));
  }
  const { clock, portalServer, context } = counter;
  return { config: context.config, clock, portalServer, tokens: interleaved(tokens) };
}

async function openSeparate(counter: TestCounter, users: number): Promise<HeldToken[]> {
  const stock = { count: users + 1, period } as const;
  const { corporation, master, inUse } = await setUp(counter, 'separate', { users, stock });
  const held: HeldToken[] = [
    { token: inUse, holders: [{ customerId: 'M1', corporation }], proves: true },
  ];
  for (const [index, customerId] of customerIds(users).entries()) {
    counter.clock.advance(period * second);
    const token = corporation.token(index + 1);
    const asked = { operation: 'register-user', customerId } as const;
    await carryOut(master, asked, { proof: inUse.code(), commit: shown(token) });
    held.push({ token, holders: [{ customerId, corporation }], proves: false });
  }
  return held;
}

async function openShared(counter: TestCounter, users: number): Promise<HeldToken> {
  const stock = { count: 1, period } as const;
  const { corporation, inUse } = await setUp(counter, 'shared', { users, stock });
  const member = (customerId: string): Member => ({ customerId, corporation });
  const holders = [member('M1'), ...customerIds(users).map(member)] as const;
  return { token: inUse, holders, proves: true };
}

/** As the counter names them. */
function customerIds(users: number): string[] {
  return Array.from({ length: users }, (_, index) => `U${String(index + 1).padStart(2, '0')}`);
}

/** The first tokens of all corporations, then the second ones: they do not wait for one another. */
function interleaved(tokens: readonly HeldToken[]): Bank['tokens'] {
  const place = ({ token }: HeldToken) => token.tokenId.slice(-8);
  const [first, ...others] = tokens.toSorted((a, b) => place(a).localeCompare(place(b)));
  if (first === undefined) throw new RangeError('A contest needs a token');
  return [first, ...others];
}
