/** Everything a pretend token is made of. A real one never tells its secret to anybody. */
export interface ToyToken {
  /** Printed on its back. */
  tokenId: string;
  kind: 'totp' | 'hotp';
  algorithm: 'sha1' | 'sha256';
  digits: 6 | 8;
  /** Seconds a code stands; 0 for HOTP. */
  period: number;
  /** Hex. */
  secret: string;
}

const hashNames = { sha1: 'SHA-1', sha256: 'SHA-256' } as const;

/**
 * The code at a counter value (RFC 4226 section 5.3), or at a time step (RFC 6238 section 4.2).
 * Made with WebCrypto, so that the panel and the seeding show the same digits, and apart from the
 * service's own code, so that one proves the other.
 */
export async function codeAt(token: ToyToken, counter: number): Promise<string> {
  const hash = hashNames[token.algorithm];
  const bytes = Uint8Array.from(token.secret.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign']);
  const moving = new DataView(new ArrayBuffer(8));
  moving.setBigUint64(0, BigInt(counter));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, moving.buffer));
  const offset = mac.getUint8(mac.byteLength - 1) & 0xf;
  const number = mac.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** token.digits).padStart(token.digits, '0');
}

/** The time step at an instant in milliseconds (RFC 6238 section 4.2, T0 = 0). */
export function stepAt(token: ToyToken, now: number): number {
  return Math.floor(now / (token.period * 1000));
}
