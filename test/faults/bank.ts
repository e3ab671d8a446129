// A bank to be mistreated: a database file with corporations, their members and tokens, the portal
// that vouches for them, and the environment that a service process on that file needs. No service
// runs here; whoever starts one has the file to itself.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../bff/clock.ts';
import { readConfig } from '../../bff/config/read-config.ts';
import { createContext } from '../../bff/context.ts';
import type { Context } from '../../bff/ports.ts';
import { second } from '../../bff/durations.ts';
import { createCorporation } from '../../bff/desk/create-corporation.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import { codeAt } from '../../bff/otp/totp.ts';
import { readPskc } from '../../bff/stock/pskc.ts';
import type { StockKey } from '../../bff/stock/stock-key.ts';
import { origin } from '../support/person.ts';
import { clientList, everyPurpose, PortalServer } from '../support/portal-server.ts';
import { createTestPortal, type TestPortal } from '../support/portal.ts';
import { makeStockFile } from '../support/stock-file.ts';

export const environment = 'faults';

/** A token on somebody's desk. It shows what the clock says that the service is given, too. */
export class DeskToken {
  readonly #key: StockKey;
  readonly #now: () => number;

  constructor(key: StockKey, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  get tokenId(): string {
    return this.#key.tokenId;
  }

  /** The step that it shows now. */
  get step(): bigint {
    return BigInt(Math.floor(this.#now() / (this.#key.period * second)));
  }

  code(ahead = 0): string {
    return codeAt(this.#key.secret, this.#key, this.step + BigInt(ahead));
  }

  /** A code that it shows at no step near. */
  wrongCode(): string {
    const near = new Set([-3, -2, -1, 0, 1, 2, 3].map((ahead) => this.code(ahead)));
    const guesses = Array.from({ length: 8 }, (_, digit) => String(digit).repeat(this.#key.digits));
    return guesses.find((guess) => !near.has(guess)) ?? '898989';
  }
}

export interface DeskCorporation {
  corporationId: string;
  /** Customer ids, without the master, `M1`. */
  users: string[];
  tokens: DeskToken[];
}

export interface Bank {
  /** The database file. */
  path: string;
  portal: TestPortal;
  /** What a service process is started with; the port is chosen by the system. */
  env: Record<string, string>;
  /** Signs at the time of the bank. */
  portalServer: PortalServer;
  corporations: DeskCorporation[];
}

export interface BankOptions {
  /** Where the database file shall lie. */
  folder: string;
  /** The time of the bank, in milliseconds; the service has to be given the same. */
  now: () => number;
  corporations?: number;
  users?: number;
  tokens?: number;
}

export async function openBank(options: BankOptions): Promise<Bank> {
  const { folder, now, corporations = 1 } = options;
  const path = join(folder, 'counter.db');
  const portal = await createTestPortal({ now });
  const portalServer = new PortalServer(everyPurpose(), now);
  const env = {
    OTP_ENVIRONMENT: environment,
    OTP_DATABASE_URL: `file:${path}`,
    OTP_PORT: '0',
    OTP_ORIGIN: origin,
    OTP_VAULT_KEYS: `1:${randomBytes(32).toString('base64')}`,
    OTP_FINGERPRINT_KEY: randomBytes(32).toString('base64'),
    OTP_PORTAL_ISSUER: portal.config.issuer,
    OTP_PORTAL_JWKS: JSON.stringify(portal.jwks),
    OTP_SERVER_PORT: '0',
    OTP_SERVER_CLIENTS: clientList(portalServer.client),
  };
  const config = { ...readConfig(env), logLevel: 'silent' as const };
  // Both move together: nothing here may look like a clock that jumped.
  const clock: Clock = { now, elapsed: now };
  await using context = await createContext(config, { clock });
  const opened: DeskCorporation[] = [];
  for (let number = 1; number <= corporations; number += 1) {
    opened.push(await openCorporation(context, `C${String(number).padStart(4, '0')}`, options));
  }
  return { path, portal, env, portalServer, corporations: opened };
}

async function openCorporation(
  context: Context,
  corporationId: string,
  { now, users: howMany = 3, tokens: count = 6 }: BankOptions,
): Promise<DeskCorporation> {
  await createCorporation(context, { corporationId, name: '見本商事' });
  const users = Array.from({ length: howMany }, (_, index) => `U${index + 1}`);
  const list = ['M1', ...users].map((customerId) => ({
    customerId,
    name: customerId,
    role: customerId === 'M1' ? ('administrator' as const) : ('general' as const),
    master: customerId === 'M1',
  }));
  const directory = { members: () => Promise.resolve(list) };
  await syncMembers(context, { corporationId, directory });
  const bytes = makeStockFile({ count, prefix: `${corporationId}T` });
  await importStock(context, { corporationId, bytes, allowPlain: true });
  const keys = readPskc(bytes, { allowPlain: true });
  return { corporationId, users, tokens: keys.map((key) => new DeskToken(key, now)) };
}
