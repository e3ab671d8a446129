// A server of the portal: it signs its requests as docs/verifications.md says. Written apart from the
// service, and bent in every way that a test wants.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ServerClient } from '../../bff/portal/server-client.ts';
import type { Problem } from '../../bff/contract/problem.ts';
import type { App } from './person.ts';

/** What a portal's server asks. */
export interface ServerRequest {
  method: string;
  /** With its query. */
  path: string;
  body?: string | Uint8Array<ArrayBuffer> | undefined;
  headers?: Record<string, string>;
}

/** How a request is signed otherwise than it should be. */
export interface Bent {
  /** Seconds since the epoch. */
  created?: number | undefined;
  /** The covered components, in this order. */
  components?: readonly string[];
  /** Instead of `;created=…;keyid="…";alg="hmac-sha256"`. */
  parameters?: string;
  key?: Uint8Array;
  keyId?: string;
  label?: string;
}

/** An answer to a verification; `code` is the problem's. */
export interface Verified extends Partial<Problem> {
  status: number;
  verifiedAt?: string;
}

/** A client of everything, with a key of its own. */
export function everyPurpose(more: Partial<ServerClient> = {}): ServerClient {
  return {
    id: 'portal',
    keys: [{ keyId: 'portal-1', key: randomBytes(32) }],
    corporations: 'all',
    purposes: ['transfer'],
    sessions: true,
    ...more,
  };
}

/** What `OTP_SERVER_CLIENTS` says of clients. */
export function clientList(...clients: ServerClient[]): string {
  const text = (key: Uint8Array) => Buffer.from(key).toString('base64');
  return JSON.stringify(
    clients.map((client) => ({
      ...client,
      keys: client.keys.map(({ keyId, key }) => ({ keyId, key: text(key) })),
    })),
  );
}

export class PortalServer {
  readonly client: ServerClient;
  readonly #now: () => number;

  /** @param now milliseconds. */
  constructor(client: ServerClient, now: () => number = Date.now) {
    this.client = client;
    this.#now = now;
  }

  /** The headers that a request needs, its signature among them. */
  sign(request: ServerRequest, bent: Bent = {}): Record<string, string> {
    const { method, path, body } = request;
    const [first] = this.client.keys;
    const { keyId = first?.keyId ?? '', key = first?.key ?? randomBytes(32), label = 'sig' } = bent;
    const created = bent.created ?? Math.floor(this.#now() / 1000);
    const headers: Record<string, string> = {
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
      }),
      ...request.headers,
    };
    const [pathname = '', ...query] = path.split('?');
    const values: Record<string, string> = {
      '@method': method,
      '@path': pathname,
      '@query': `?${query.join('?')}`,
      ...headers,
    };
    const components = bent.components ?? Object.keys(values);
    const parameters = bent.parameters ?? `;created=${created};keyid="${keyId}";alg="hmac-sha256"`;
    const covered = `(${components.map((name) => `"${name}"`).join(' ')})${parameters}`;
    const lines = components.map((name) => `"${name}": ${values[name] ?? ''}`);
    const base = [...lines, `"@signature-params": ${covered}`].join('\n');
    const mac = createHmac('sha256', key).update(base).digest('base64');
    return { ...headers, 'signature-input': `${label}=${covered}`, signature: `${label}=:${mac}:` };
  }

  /** Signs and sends. */
  async ask(app: App, request: ServerRequest, bent: Bent = {}): Promise<Response> {
    const { method, path, body } = request;
    const headers = this.sign(request, bent);
    return app.request(path, { method, headers, ...(body !== undefined && { body }) });
  }

  /** `POST /verifications` as it goes over the wire, for whoever sends it otherwise. */
  verification(asked: object, key: string = randomUUID()): ServerRequest & { body: string } {
    return {
      method: 'POST',
      path: '/verifications',
      headers: { 'idempotency-key': key },
      body: JSON.stringify({ purpose: 'transfer', ...asked }),
    };
  }

  /** Asks whether a member's code is right. */
  async verify(app: App, asked: object, key?: string): Promise<Verified> {
    const response = await this.ask(app, this.verification(asked, key));
    return { ...((await response.json()) as Verified), status: response.status };
  }
}
