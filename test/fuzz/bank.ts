// Who and what a fuzzer's requests are about: three corporations (separate, shared, before the first
// registration), their masters and users with real sessions, tokens whose codes are known, and the
// intents that were opened meanwhile. It makes valid values; spoiling them is for others.
import { minute, second } from '../../bff/durations.ts';
import { findCorporation } from '../../bff/store/corporation-store.ts';
import type { Random } from '../faults/random.ts';
import type { TestCorporation, TestCounter, TestToken } from '../support/counter.ts';
import { basePath } from '../support/person.ts';
import { setUp } from '../support/procedures.ts';

/** Somebody with a session. */
export interface Party {
  corporation: TestCorporation;
  customerId: string;
  master: boolean;
  cookie: string;
  /** What the party's page sends as `X-Otp-Session`. */
  sessionId: string;
}

/** A change that somebody opened. */
export interface Opened {
  id: string;
  by: Party;
  /** Of the session that opened it. */
  cookie: string;
}

const step = 30 * second;
/** Codes asked of a token at once: asking is what takes time. */
const pageOfCodes = 40;
const latest = 12;

export class Bank {
  readonly counter: TestCounter;
  readonly #random: Random;
  readonly corporations: TestCorporation[] = [];
  parties: Party[] = [];
  readonly intents: Opened[] = [];
  /** The token whose code proves a corporation's changes. */
  readonly inUse = new Map<TestCorporation, TestToken>();
  readonly #codes = new Map<TestToken, { from: number; codes: string[] }>();

  private constructor(counter: TestCounter, random: Random) {
    this.counter = counter;
    this.#random = random;
  }

  static async open(counter: TestCounter, random: Random): Promise<Bank> {
    const bank = new Bank(counter, random);
    for (const mode of ['separate', 'shared'] as const) {
      const { corporation, inUse } = await setUp(counter, mode, { users: 4 });
      bank.corporations.push(corporation);
      bank.inUse.set(corporation, inUse);
    }
    bank.corporations.push(await counter.openCorporation({ users: 2 }));
    await bank.signInAgain();
    return bank;
  }

  /** Everybody comes from the portal anew, before what it vouched for is too old. */
  async signInAgain(): Promise<void> {
    const members = ['M1', 'M1', 'U01'] as const;
    const asked = this.corporations.flatMap((corporation) =>
      members.map(async (customerId) => ({
        corporation,
        customerId,
        master: customerId === 'M1',
        ...(await this.#begin(corporation, customerId)),
      })),
    );
    this.parties = await Promise.all(asked);
  }

  /** Somebody whose session is over comes from the portal once more; a live one goes on. */
  async renew(party: Party): Promise<void> {
    const headers = { Cookie: party.cookie };
    const present = await this.counter.app.request(`${basePath}/session`, { headers });
    if (present.ok) return;
    // The portal may just have ended it: what it vouches for in the same second begins none.
    this.counter.clock.advance(2 * second);
    Object.assign(party, await this.#begin(party.corporation, party.customerId));
  }

  /** A step goes by: every token shows another code. */
  tick(): void {
    this.counter.clock.advance(step);
  }

  /** What a token shows now. */
  code(token: TestToken): string {
    const now = Math.floor(this.counter.clock.now() / step);
    const known = this.#codes.get(token);
    const found = known?.codes[now - known.from];
    if (found !== undefined) return found;
    const codes = token.codes(pageOfCodes);
    this.#codes.set(token, { from: now, codes });
    return codes[0] ?? '';
  }

  /** The version that a preview of the party's corporation names; mostly the present one. */
  async previewed({ corporation: { corporationId } }: Party): Promise<number> {
    const found = await this.counter.context.database.read((tx) =>
      findCorporation(tx, corporationId),
    );
    return (found?.version ?? 0) + (this.#random.below(8) > 0 ? 0 : 1);
  }

  party(): Party {
    return this.#random.pick(this.parties);
  }

  token({ corporation }: Party): TestToken {
    return this.#random.pick(corporation.tokens);
  }

  /** Mostly one of the party's own, of late. */
  intentId(party: Party): string {
    const own = this.intents.slice(-50).filter(({ cookie }) => cookie === party.cookie);
    const from = own.length > 0 && this.#random.below(5) > 0 ? own : this.intents;
    const found = from.slice(-latest).at(this.#random.below(3) > 0 ? -1 : 0);
    return found?.id ?? '00000000-0000-4000-8000-000000000000';
  }

  /** Takes note of what an answer changed. */
  learn(party: Party, answered: unknown, sent: unknown): void {
    const { id, number, operation } = answered as Record<string, unknown>;
    if (typeof id === 'string' && typeof operation === 'string') {
      this.intents.push({ id, by: party, cookie: party.cookie });
    }
    if (typeof number !== 'string' || String(operation).endsWith('-user')) return;
    const { tokenId } = sent as { tokenId?: string };
    const token = party.corporation.tokens.find((one) => one.tokenId === tokenId);
    if (token !== undefined) this.inUse.set(party.corporation, token);
  }

  async #begin(corporation: TestCorporation, customerId: string) {
    const { cookie } = await corporation.signIn(customerId);
    const headers = { Cookie: cookie };
    const response = await this.counter.app.request(`${basePath}/session`, { headers });
    const { id } = (await response.json()) as { id: string };
    return { cookie, sessionId: id };
  }
}

/** After this long everybody signs in anew: less than a session's idle time. */
export const signInEvery = 8 * minute;
