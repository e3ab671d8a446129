import type { Context, MiddlewareHandler } from 'hono';
import { Refusal } from '../errors/refusal.ts';
import { isCurrent, type MakeMac, RequestSignatures } from '../portal/request-signature.ts';
import type { ServerClient } from '../portal/server-client.ts';
import type { SignableRequest } from '../portal/signature-base.ts';
import { SignatureFault } from '../portal/signature-fault.ts';
import type { AppEnv } from './variables.ts';

/** Nothing of ours reads a body that comes with one of these. */
const bodiless: readonly string[] = ['GET', 'HEAD'];
const noBody = new Uint8Array();

export interface SignedRequestOptions {
  /** None: every request is refused. */
  clients: readonly ServerClient[];
  /** Milliseconds. Only asked for a request whose signature is right; may refuse by throwing. */
  now: () => number;
  makeMac?: MakeMac;
}

/**
 * Sets `client` from the request's signature, or refuses with `signature-refused`, whatever the reason
 * is. Stands behind `limits`: it reads the body, which is kept for those who come after.
 */
export function signedRequest(options: SignedRequestOptions): MiddlewareHandler<AppEnv> {
  const { clients, now, makeMac } = options;
  const signatures = new RequestSignatures(clients, makeMac);

  return async function signedRequest(c, next) {
    const body = bodiless.includes(c.req.method) ? noBody : await bodyOf(c);
    try {
      const { client, created } = signatures.verify(signable(c), body);
      if (!isCurrent(created, now())) throw new SignatureFault('time');
      c.set('client', client);
    } catch (cause) {
      if (!(cause instanceof SignatureFault)) throw cause;
      throw new Refusal('signature-refused', {}, { cause });
    }
    await next();
  };
}

async function bodyOf(c: Context): Promise<Uint8Array> {
  return new Uint8Array(await c.req.arrayBuffer());
}

/** Path and query as they were sent: the framework's own are decoded. */
function signable(c: Context): SignableRequest {
  const { method, url } = c.req;
  const from = url.indexOf('/', url.indexOf('//') + 2);
  const target = from < 0 ? '/' : url.slice(from);
  const question = target.indexOf('?');
  const end = question < 0 ? target.length : question;
  return {
    method,
    path: target.slice(0, end),
    query: target.slice(end),
    field: (name) => c.req.header(name),
  };
}
