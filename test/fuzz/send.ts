import { origin } from '../support/person.ts';
import type { PortalServer } from '../support/portal-server.ts';
import { type Answered, type Ask, setHeader } from './ask.ts';

/** Sends a request to the service, past the HTTP parser; signed, where it is one of a server's. */
export async function send({ app, portalServer }: Service, ask: Ask): Promise<Answered> {
  if (isSigned(ask)) sign(portalServer, ask);
  const { method, target, headers, body } = ask;
  const bodiless = method === 'GET' || method === 'HEAD' || body === undefined;
  const request = new Request(urlOf(target), {
    method,
    headers,
    ...(bodiless ? {} : { body: ask.chunked === true ? inPieces(body) : body, duplex: 'half' }),
  });
  const response = await app.fetch(request);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A path without a slash would lengthen the host's name. */
export function urlOf(target: string): string {
  return target.startsWith('/') ? `${origin}${target}` : `${origin}/${target}`;
}

/** An app, and who signs for those that want it. */
export interface Service {
  app: { fetch(request: Request): Response | Promise<Response> };
  portalServer: PortalServer;
}

function isSigned({ operation: { security = [] } }: Ask): boolean {
  return security.some(({ signature }) => signature !== undefined);
}

/** Over whatever the body has become: behind the signature stands what reads it. */
function sign(portalServer: PortalServer, ask: Ask): void {
  const key = ask.headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
  const signed = portalServer.sign({
    method: ask.method,
    path: ask.target,
    body: ask.body,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
  for (const name of ['signature-input', 'signature', 'content-digest'])
    setHeader(ask, name, signed[name]);
}

function inPieces(body: string | Uint8Array): ReadableStream<Uint8Array> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const half = Math.ceil(bytes.length / 2);
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, half));
      controller.enqueue(bytes.subarray(half));
      controller.close();
    },
  });
}
