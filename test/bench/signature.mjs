// What the signature of a request costs the service: the very middleware of the listener for servers,
// asked in this process about requests as a portal's server signs them. Processor time, so that it can
// be held against that of a whole verification (`verify.mjs`).
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { RequestSignatures, isCurrent } from '../../dist/bff/portal/request-signature.js';

const path = '/verifications';

/** A client as `OTP_SERVER_CLIENTS` has it, and its key. */
export function createClient() {
  const key = randomBytes(32);
  const keys = [{ keyId: 'bench-1', key }];
  return { id: 'bench', keys, corporations: 'all', purposes: ['bench'], sessions: false };
}

/** `OTP_SERVER_CLIENTS` for one client. */
export function clientList(client) {
  const keys = client.keys.map(({ keyId, key }) => ({ keyId, key: key.toString('base64') }));
  return JSON.stringify([{ ...client, keys }]);
}

/** The headers of a verification, signed now. */
export function signed({ keys: [{ keyId, key }] }, body) {
  const headers = {
    'content-type': 'application/json',
    'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    'idempotency-key': randomUUID(),
  };
  const covered = { '@method': 'POST', '@path': path, '@query': '?', ...headers };
  const names = Object.keys(covered).map((name) => `"${name}"`);
  const created = Math.floor(Date.now() / 1000);
  const parameters = `(${names.join(' ')});created=${created};keyid="${keyId}";alg="hmac-sha256"`;
  const lines = Object.entries(covered).map(([name, value]) => `"${name}": ${value}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join('\n');
  const mac = createHmac('sha256', key).update(base).digest('base64');
  return { ...headers, 'signature-input': `otp=${parameters}`, signature: `otp=:${mac}:` };
}

/**
 * Processor time of checking one signature, in µs: parsing, the digest of the body, the HMAC, both
 * comparisons and the age. The least of several rounds, since the machine may be shared.
 */
export function costOfSignature(rounds = 7, each = 5000) {
  const client = createClient();
  const signatures = new RequestSignatures([client]);
  const body = JSON.stringify({
    corporationId: 'C42',
    customerId: 'U123',
    purpose: 'bench',
    code: '123456',
  });
  const requests = Array.from({ length: 500 }, () => signed(client, body));
  const bytes = Buffer.from(body);
  const costs = Array.from({ length: rounds }, () => {
    const begun = process.cpuUsage();
    for (let i = 0; i < each; i += 1) {
      const headers = requests[i % requests.length];
      const field = (name) => headers[name];
      const request = { method: 'POST', path, query: '', field };
      const { created } = signatures.verify(request, bytes);
      if (!isCurrent(created, Date.now())) throw new Error('not current');
    }
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / each;
  });
  return Math.min(...costs);
}
