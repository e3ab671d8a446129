// Whether one of the portal's servers sent a request, and nobody changed it on the way (RFC 9421 with
// HMAC-SHA-256, RFC 9530 for the body). Authority and scheme are not covered: a proxy before the
// service may change both, and a key belongs to one installation anyway.
import {
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { second } from '../durations.ts';
import { readContentDigest, readSignature } from './read-signature.ts';
import { clientKeyBytes, type ServerClient } from './server-client.ts';
import { signatureBase, type SignableRequest } from './signature-base.ts';
import { SignatureFault } from './signature-fault.ts';

/** How long after its making a request is taken, and how far ahead its sender's clock may be. */
export const signatureLife = 60 * second;
export const signatureSkew = 10 * second;

/** HMAC-SHA-256 (RFC 2104) of a signature base. */
export type MakeMac = (key: KeyObject, base: string) => Uint8Array;

/** Whatever names or frames the body, or keeps it from being done twice, must be signed with it. */
const coveredWherePresent = ['content-digest', 'content-type', 'idempotency-key'];
const alwaysCovered = ['@method', '@path', '@query'];

interface Holder {
  client: ServerClient | undefined;
  /** Made once: from bytes Node makes such a key for each HMAC, at seven times the price. */
  key: KeyObject;
}

export interface SignedBy {
  client: ServerClient;
  /** Milliseconds: when the request was signed. */
  created: number;
}

export class RequestSignatures {
  readonly #holders: ReadonlyMap<string, Holder>;
  /** Nobody's: for a key id that is not known, so that it costs as much time as a known one. */
  readonly #nobody: Holder = {
    client: undefined,
    key: createSecretKey(randomBytes(clientKeyBytes)),
  };
  readonly #makeMac: MakeMac;

  constructor(clients: readonly ServerClient[], makeMac: MakeMac = hmac) {
    this.#holders = new Map(
      clients.flatMap((client) =>
        client.keys.map(({ keyId, key }) => [keyId, { client, key: createSecretKey(key) }]),
      ),
    );
    this.#makeMac = makeMac;
  }

  /**
   * Finds out who signed a request. How old it is the caller must judge: see `isCurrent`.
   *
   * @throws {SignatureFault} if it isn't signed as the documentation asks, by one of the clients.
   */
  verify(request: SignableRequest, body: Uint8Array): SignedBy {
    const { field } = request;
    const presented = readSignature(field('signature-input'), field('signature'));
    assertCovered(request, body, presented.components);
    assertDigest(field('content-digest'), body);

    const { client, key } = this.#holders.get(presented.keyId) ?? this.#nobody;
    const base = signatureBase(request, presented.components, presented.parameters);
    const mac = this.#makeMac(key, base);
    // The HMAC is made and compared before it counts whether the key id was known.
    const equal = isEqual(mac, presented.signature);
    if (!equal || client === undefined) throw new SignatureFault('mismatch');
    return { client, created: presented.created * second };
  }
}

/** True if a request signed at `created` may be taken at `now`, both in milliseconds. */
export function isCurrent(created: number, now: number): boolean {
  return now - created <= signatureLife && created - now <= signatureSkew;
}

/** Exactly what the request has: neither a field more that a proxy may touch, nor one less. */
function assertCovered(
  { field }: SignableRequest,
  body: Uint8Array,
  components: readonly string[],
): void {
  const present = coveredWherePresent.filter((name) => field(name) !== undefined);
  const needed = [...alwaysCovered, ...present];
  const covered = needed.every((name) => components.includes(name));
  if (!covered || components.length !== needed.length) throw new SignatureFault('components');
  if (body.length > 0 && !present.includes('content-digest')) throw new SignatureFault('digest');
}

function assertDigest(value: string | undefined, body: Uint8Array): void {
  if (value === undefined) return;
  const digest = createHash('sha256').update(body).digest();
  if (!isEqual(digest, readContentDigest(value))) throw new SignatureFault('digest');
}

function isEqual(ours: Uint8Array, theirs: Uint8Array): boolean {
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

function hmac(key: KeyObject, base: string): Uint8Array {
  return createHmac('sha256', key).update(base).digest();
}
