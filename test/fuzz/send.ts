import { origin } from '../support/person.ts';
import type { Answered, Ask } from './ask.ts';

/** Sends a request as it stands to the service, past the HTTP parser. */
export async function send(app: Fetching, ask: Ask): Promise<Answered> {
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

/** Whoever answers requests. */
interface Fetching {
  fetch(request: Request): Response | Promise<Response>;
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
