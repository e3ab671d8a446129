// The portal's public keys: pinned, or fetched and kept. Owns when they are asked for and how long they
// count; what they verify is decided elsewhere.
//
// A portal whose key set can't be reached for a while must not end everybody's day (A63): the last good
// set serves for up to 24 hours. Where there is none, the answer is `portal-unavailable`, for nobody did
// anything wrong. A key that a fresh set no longer has stops counting at once.
import { createLocalJWKSet, errors, type CompactVerifyGetKey } from 'jose';
import { z } from 'zod';
import { systemClock, type Clock } from '../clock.ts';
import { hour, minute, second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import { portalKeysNotFetched, type Log } from '../events.ts';
import type { PortalKeys } from './portal-config.ts';

/** A set counts as fresh for so long. */
const freshFor = 10 * minute;
/** A set that can't be replaced by a fresh one still serves for so long since it was fetched. */
const servesFor = 24 * hour;
/** The portal is asked at most so often, whatever key ids are sent to us. */
const coolDown = 30 * second;
/** It must have answered in full by then. */
const answerTime = 5 * second;
/** Some hundred keys; nobody has so many. */
const longestAnswer = 256 * 1024;

/** A JSON Web Key Set (RFC 7517 section 5) of public keys. */
const publicKeys = z.object({
  keys: z.array(
    z.looseObject({ kty: z.string() }).refine((key) => !('d' in key) && key.kty !== 'oct'),
  ),
});

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** What the fetching needs of the world. */
export interface PortalKeysOptions {
  /** Monotonic: a clock that is set back must not make an old set young. */
  clock?: Pick<Clock, 'elapsed'>;
  /** Told whenever the set could not be had. */
  log?: Log;
}

/**
 * The key of an assertion, by its header.
 *
 * Whatever it gives back throws {Refusal} `portal-unavailable` while no key set can be had, and jose's
 * `JWKSNoMatchingKey` for a key that the portal does not have.
 */
export function portalKeys(keys: PortalKeys, options: PortalKeysOptions = {}): CompactVerifyGetKey {
  if ('keys' in keys) return createLocalJWKSet({ keys: keys.keys });
  const fetched = new FetchedKeys(keys.url, options);
  return (header, token) => fetched.find(header, token);
}

class FetchedKeys {
  readonly #url: string;
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #log: Log | undefined;
  /** The last good set, and when it was asked for. */
  #kept: { find: KeySet; at: number } | undefined;
  /** When the portal was asked last, and what went wrong then. */
  #asked: { at: number; fault?: unknown } | undefined;
  #asking: Promise<void> | undefined;

  constructor(url: string, { clock = systemClock, log }: PortalKeysOptions) {
    this.#url = url;
    this.#clock = clock;
    this.#log = log;
  }

  async find(...[header, token]: Parameters<KeySet>): ReturnType<KeySet> {
    if (this.#age() >= freshFor) await this.#refresh();
    try {
      return await this.#serving()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.#refresh();
      return this.#findNew(header, token);
    }
  }

  /** A key that is in no kept set may be one that we could not fetch: nobody can tell. */
  async #findNew(...[header, token]: Parameters<KeySet>): ReturnType<KeySet> {
    const fault = this.#asked?.fault;
    if (fault !== undefined) throw unavailable(fault);
    return this.#serving()(header, token);
  }

  /** Milliseconds since the kept set was asked for. */
  #age(): number {
    return this.#kept === undefined ? Infinity : this.#clock.elapsed() - this.#kept.at;
  }

  /** The set that counts now. */
  #serving(): KeySet {
    if (this.#kept === undefined || this.#age() >= servesFor) throw unavailable(this.#asked?.fault);
    return this.#kept.find;
  }

  /** Asks the portal, unless somebody does now or did a moment ago. Throws nothing. */
  async #refresh(): Promise<void> {
    const now = this.#clock.elapsed();
    if (this.#asking === undefined) {
      if (this.#asked !== undefined && now - this.#asked.at < coolDown) return;
      this.#asking = this.#ask(now).finally(() => (this.#asking = undefined));
    }
    await this.#asking;
  }

  async #ask(at: number): Promise<void> {
    try {
      const find = createLocalJWKSet(await fetchKeys(this.#url));
      this.#kept = { find, at };
      this.#asked = { at };
    } catch (fault) {
      this.#asked = { at, fault };
      if (this.#log !== undefined) portalKeysNotFetched(this.#log, { cause: fault });
    }
  }
}

function unavailable(cause: unknown): Refusal {
  return new Refusal('portal-unavailable', {}, { cause });
}

/** @throws whatever is wrong with the answer; a redirect is: it leads where nobody configured. */
async function fetchKeys(url: string) {
  const response = await fetch(url, {
    headers: { Accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(answerTime),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the key set was answered with status ${response.status}`);
  }
  const result = publicKeys.safeParse(JSON.parse(await readText(response)));
  if (!result.success) throw new Error('the answer is no set of public keys');
  return result.data;
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > longestAnswer) throw new Error('the key set is too long');
  }
  return text + decoder.decode();
}
