// How a server of the portal asks whether a member's code is right: complete, for Node 22.12 and later,
// without any package. Copy it.
import { createHash, createHmac } from 'node:crypto';

/** One of the portal's servers, as `OTP_SERVER_CLIENTS` has it. */
export interface Signer {
  /** Where the listener for servers is: `http://otp.internal:8081`. */
  url: string;
  keyId: string;
  /** The shared secret itself, not its base64. */
  key: Uint8Array;
}

export interface CodeToVerify {
  corporationId: string;
  customerId: string;
  /** One of the client's purposes. */
  purpose: string;
  /** As the person typed it. */
  code: string;
  /** What the code approves, as the portal writes it down: it is digested here and sent as that. */
  approves?: string;
}

/** `retryAt` and `triesLeft` are for the person; `instance` finds the request in the service's log. */
export type Verdict =
  | { accepted: true; verifiedAt: string }
  | { accepted: false; code: string; retryAt?: string; triesLeft?: number; instance: string };

/**
 * Asks about a code that somebody typed.
 *
 * @param attempt names this typing of the code, 8 to 64 visible ASCII characters, for instance a UUID.
 *   The caller must keep it and use it again when no answer came, and only then.
 * @throws {TypeError} if no answer came: ask again with the same `attempt`.
 */
export async function verifyCode(
  signer: Signer,
  attempt: string,
  { approves, ...asked }: CodeToVerify,
): Promise<Verdict> {
  const binding = approves === undefined ? undefined : digest(approves, 'base64url');
  const body = JSON.stringify({ ...asked, binding });
  const headers = {
    'content-type': 'application/json',
    'content-digest': `sha-256=:${digest(body, 'base64')}:`,
    'idempotency-key': attempt,
  };
  const signature = sign(signer, 'POST', '/verifications', headers);
  const response = await fetch(`${signer.url}/verifications`, {
    method: 'POST',
    headers: { ...headers, ...signature },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const answer = (await response.json()) as Record<string, string>;
  if (response.ok) return { accepted: true, verifiedAt: answer['verifiedAt'] ?? '' };
  return { accepted: false, ...answer } as Verdict;
}

/**
 * The two fields of the signature (RFC 9421). `headers` are all covered; a request without a body has
 * none of them.
 */
export function sign(
  { keyId, key }: Signer,
  method: string,
  path: string,
  headers: Record<string, string>,
): Record<string, string> {
  const created = Math.floor(Date.now() / 1000);
  const covered = { '@method': method, '@path': path, '@query': '?', ...headers };
  const names = Object.keys(covered).map((name) => `"${name}"`);
  const parameters = `(${names.join(' ')});created=${created};keyid="${keyId}";alg="hmac-sha256"`;
  const lines = Object.entries(covered).map(([name, value]) => `"${name}": ${value}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join('\n');
  const mac = createHmac('sha256', key).update(base).digest('base64');
  return { 'signature-input': `otp=${parameters}`, signature: `otp=:${mac}:` };
}

function digest(text: string, encoding: 'base64' | 'base64url'): string {
  return createHash('sha256').update(text).digest(encoding);
}
