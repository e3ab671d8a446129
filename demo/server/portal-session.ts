import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { corporations, password, type DemoCorporation, type Person } from '../seed/people.ts';

/** Somebody signed in to the pretend portal. Instants in milliseconds. */
export interface Visitor {
  /** The portal's own session id; the assertion carries it as `sid`. */
  sid: string;
  corporation: DemoCorporation;
  person: Person;
  /** When a password was last seen. */
  authenticatedAt: number;
  /** When the portal's own session ends, whatever they do. */
  endsAt: number;
  lastSignInAt?: number;
}

/** Milliseconds that somebody stays signed in: a working day. */
const longest = 8 * 60 * 60 * 1000;

/** Who is signed in, in memory: a restart signs everybody out. */
export class PortalSessions {
  readonly #visitors = new Map<string, Visitor>();
  readonly #lastSignIns = new Map<string, number>();

  /** The new session's cookie value, or undefined where the two don't belong together. */
  signIn(corporationId: string, customerId: string, typed: string): string | undefined {
    const corporation = corporations.find((one) => one.corporationId === corporationId);
    const person = corporation?.people.find((one) => one.customerId === customerId);
    if (corporation === undefined || person === undefined || !isSame(typed, password)) return;
    const key = randomBytes(32).toString('base64url');
    const now = Date.now();
    const lastSignInAt = this.#lastSignIns.get(customerId);
    this.#lastSignIns.set(customerId, now);
    this.#visitors.set(key, {
      sid: randomBytes(16).toString('base64url'),
      corporation,
      person,
      authenticatedAt: now,
      endsAt: now + longest,
      ...(lastSignInAt === undefined ? {} : { lastSignInAt }),
    });
    return key;
  }

  find(key: string | undefined): Visitor | undefined {
    const visitor = key === undefined ? undefined : this.#visitors.get(key);
    return visitor === undefined || visitor.endsAt <= Date.now() ? undefined : visitor;
  }

  /** Remembers that the visitor has just shown the password again. */
  reauthenticate(visitor: Visitor): void {
    visitor.authenticatedAt = Date.now();
  }

  signOut(key: string): void {
    this.#visitors.delete(key);
  }
}

/** Compares without telling by its time how much was right. */
export function isSame(typed: string, expected: string): boolean {
  const [a, b] = [typed, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
