// A line to the service that is cut: in the middle of a request, or after it, before the answer.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { App } from '../support/person.ts';

/** Where it is cut: after so great a part of the bytes, or milliseconds after the last of them. */
export type Cut = { part: number } | { after: number };

/** What whoever asks over such a line is told. */
export class HungUp extends Error {}

/** A line of which nobody hears an answer. */
export function cutLine({ urlOf }: { urlOf: (path: string) => string }, cut: Cut): App {
  return {
    request: async (path, init) => {
      const bytes = Buffer.from(requestText(path, init));
      const sent = 'part' in cut ? bytes.subarray(0, Math.floor(bytes.length * cut.part)) : bytes;
      const socket = connect(Number(new URL(urlOf(path)).port), '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      await new Promise((resolve) => socket.write(sent, resolve));
      if ('after' in cut && cut.after > 0) await setTimeout(cut.after);
      socket.resetAndDestroy();
      throw new HungUp();
    },
  };
}

/** What goes over the wire (RFC 9112 section 3). */
function requestText(path: string, { method = 'GET', headers, body }: RequestInit): string {
  const text = typeof body === 'string' ? body : '';
  const lines = Object.entries({ ...(headers as Record<string, string>), Host: 'bank.test' });
  return [
    `${method} ${path} HTTP/1.1`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
}
