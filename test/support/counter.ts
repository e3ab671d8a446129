// A whole bank's counter for one test: the real service on a real database, with a clock that the
// test turns, corporations with members and stock, and people who sign in and ask over HTTP.
import { randomBytes } from 'node:crypto';
import { createApp } from '../../bff/app.ts';
import type { Config } from '../../bff/config/config.ts';
import { createContext } from '../../bff/context.ts';
import type { Context } from '../../bff/ports.ts';
import { hour, minute, second } from '../../bff/durations.ts';
import type { Log } from '../../bff/events.ts';
import { createLog } from '../../bff/log.ts';
import { createCorporation } from '../../bff/desk/create-corporation.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import type { DirectoryMember } from '../../bff/portal/member-directory.ts';
import { createServerApp } from '../../bff/server-app.ts';
import { readPskc } from '../../bff/stock/pskc.ts';
import type { StockKey } from '../../bff/stock/stock-key.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { oathtoolCodes } from './oathtool.ts';
import { basePath, origin, Person } from './person.ts';
import { createTestPortal } from './portal.ts';
import { everyPurpose, PortalServer } from './portal-server.ts';
import { makeStockFile, type StockFileOptions } from './stock-file.ts';

/** The same for every counter, so that one opened on the database of another goes on. */
const fingerprintKey = randomBytes(32);

/** Time as a test wants it. */
export class TestClock {
  #now = Date.UTC(2026, 3, 1, 9);
  #elapsed = 0;

  now = (): number => this.#now;

  elapsed = (): number => this.#elapsed;

  /** Time goes by, in milliseconds; a negative span turns the wall clock back. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    this.#elapsed += Math.max(milliseconds, 0);
  }

  /** Somebody turns the wall clock, and no time goes by. */
  turn(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** A hardware token whose codes Debian's oathtool computes. */
export class TestToken {
  readonly #key: StockKey;
  readonly #clock: TestClock;
  /** Steps by which its clock is ahead. */
  drift = 0;

  constructor(key: StockKey, clock: TestClock) {
    this.#key = key;
    this.#clock = clock;
  }

  get tokenId(): string {
    return this.#key.tokenId;
  }

  /** What it shows `ahead` steps from now, or `ahead` presses after its first code. */
  code(ahead = 0): string {
    const [code] = this.codes(1, ahead);
    if (code === undefined) throw new Error('oathtool gave no code');
    return code;
  }

  /** That code and those that follow it. */
  codes(count: number, ahead = 0): string[] {
    const { kind, secret, algorithm, digits, counter, period } = this.#key;
    const now = BigInt(Math.floor(this.#clock.now() / (Math.max(period, 1) * second)));
    const base = kind === 'hotp' ? counter : now + BigInt(this.drift);
    const from = base + BigInt(ahead);
    return oathtoolCodes({ kind, secret, algorithm, digits, from, count });
  }

  /** A code that it shows at no step near. */
  wrongCode(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((ahead) => this.code(ahead)));
    const digits = this.#key.digits;
    return (
      ['000000', '111111', '222222', '333333', '444444', '555555']
        .map((code) => code.padEnd(digits, '7'))
        .find((code) => !near.has(code)) ?? '666666'
    );
  }
}

export interface TestCorporation {
  corporationId: string;
  /** In the order of the stock file. */
  tokens: TestToken[];
  /** Signs a member in; `M1` is the master, `U01`, `U02` … are users. */
  signIn(customerId?: string, claims?: Record<string, unknown>): Promise<Person>;
  token(index: number): TestToken;
  /** What the portal says of a member who asks now. */
  assertion(customerId?: string, claims?: Record<string, unknown>): Promise<string>;
  /** The portal's list names another master, a user or somebody new; the old one is gone. */
  replaceMaster(customerId: string): Promise<void>;
  /** The portal's list no longer has this member. */
  removeMember(customerId: string): Promise<void>;
  /** The portal's list has everybody again whom it began with. */
  takeBackMembers(): Promise<void>;
}

export interface TestCounter extends AsyncDisposable {
  context: Context;
  app: ReturnType<typeof createApp>;
  /** What the portal's servers ask. */
  serverApp: ReturnType<typeof createServerApp>;
  /** A server of the portal that may ask everything, or the first of `clients`. */
  portalServer: PortalServer;
  clock: TestClock;
  openCorporation(options?: CorporationOptions): Promise<TestCorporation>;
}

export interface CorporationOptions {
  users?: number;
  stock?: Partial<StockFileOptions>;
}

/**
 * `await using counter = await openCounter()`. A `databaseUrl` is opened instead of a fresh one, or a
 * database that is open already is taken over. With the clock of the counter before, time goes on.
 */
export async function openCounter(
  settings: Partial<Config> = {},
  {
    database: opened,
    clock = new TestClock(),
    log = createLog('silent'),
  }: { database?: TestDatabase; clock?: TestClock; log?: Log } = {},
): Promise<TestCounter> {
  const portal = await createTestPortal({ now: clock.now });
  const own = opened ?? (settings.databaseUrl === undefined ? await openTestDatabase() : undefined);
  const { clients = [everyPurpose()] } = settings;
  const config: Config = {
    environment: 'test',
    databaseUrl: 'file:unused.db',
    basePath,
    origins: [origin],
    vaultKeys: [{ version: 1, key: randomBytes(32) }],
    fingerprintKey,
    portal: portal.config,
    clients,
    settings: {
      bankName: { ja: '当行', en: 'the bank' },
      branchName: { ja: 'お取引店', en: 'your branch' },
    },
    session: { idle: 10 * minute, absolute: 8 * hour, single: true },
    intentLife: 10 * minute,
    logLevel: 'silent',
    ...settings,
  };
  const parts = own === undefined ? {} : { database: own };
  const context = await createContext(config, { clock, log, ...parts });
  const app = createApp(context);
  let corporations = 0;

  async function openCorporation(options: CorporationOptions = {}): Promise<TestCorporation> {
    corporations += 1;
    const corporationId = `C${String(corporations).padStart(4, '0')}`;
    await createCorporation(context, { corporationId, name: `見本商事${corporations}` });
    const sync = async (list: DirectoryMember[]) => {
      const directory = { members: () => Promise.resolve(list) };
      await syncMembers(context, { corporationId, directory });
      told = list;
    };
    let told = members(options.users ?? 3);
    await sync(told);
    const file = stockFile({ count: 8, prefix: `${corporationId}T`, ...options.stock });
    await importStock(context, { corporationId, bytes: file, allowPlain: true });
    const tokens = readPskc(file, { allowPlain: true }).map((key) => new TestToken(key, clock));
    const assertion: TestCorporation['assertion'] = (customerId = 'M1', claims = {}) => {
      const role = customerId === 'M1' ? 'master' : 'user';
      return portal.assertion({ sub: customerId, corp_id: corporationId, role, ...claims });
    };
    return {
      corporationId,
      tokens,
      replaceMaster: (customerId) => sync(withMaster(told, customerId)),
      takeBackMembers: () => sync(members(options.users ?? 3)),
      removeMember: (customerId) => sync(told.filter((one) => one.customerId !== customerId)),
      token: (index) => tokens[index] ?? fail(`no token ${index}`),
      assertion,
      signIn: async (...who) => Person.signIn(app, await assertion(...who)),
    };
  }

  return {
    context,
    app,
    serverApp: createServerApp(context),
    portalServer: new PortalServer(clients[0] ?? everyPurpose(), clock.now),
    clock,
    openCorporation,
    [Symbol.asyncDispose]: async () => {
      await context[Symbol.asyncDispose]();
      await own?.[Symbol.asyncDispose]();
    },
  };
}

function members(users: number) {
  const master = {
    customerId: 'M1',
    name: '管理 太郎',
    role: 'administrator' as const,
    master: true,
  };
  const others = Array.from({ length: users }, (_, index) => ({
    customerId: `U${String(index + 1).padStart(2, '0')}`,
    name: `利用 ${index + 1}郎`,
    role: index % 2 === 0 ? ('approver' as const) : ('general' as const),
    master: false,
  }));
  return [master, ...others];
}

/** The list with this member in the master's place. */
function withMaster(list: readonly DirectoryMember[], customerId: string): DirectoryMember[] {
  const others = list.filter((one) => one.customerId !== customerId);
  return others.map((one) => (one.master ? { ...one, customerId } : one));
}

/** Python takes a while to start; every database may have the same tokens. */
const files = new Map<string, Buffer>();

function stockFile(options: Partial<StockFileOptions>): Buffer {
  const name = JSON.stringify(options, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const known = files.get(name);
  if (known !== undefined) return known;
  const made = makeStockFile(options);
  files.set(name, made);
  return made;
}

function fail(message: string): never {
  throw new Error(message);
}
