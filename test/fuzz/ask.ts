import type { Party } from './bank.ts';
import type { Operation } from '../support/wire.ts';

/** Bytes and headers that are about to be sent, and what is known of them. */
export interface Ask {
  operation: Operation;
  party: Party;
  method: string;
  /** Path and query as they are sent. */
  target: string;
  headers: [name: string, value: string][];
  body?: string | Uint8Array<ArrayBuffer>;
  /** Sends the body in pieces, without a length. */
  chunked?: boolean;
  /** What the body means, where it is JSON. */
  sent?: unknown;
  /** Stands in every input of this request, and may stand in no answer. */
  canary: string;
  /** A success would be wrong. */
  mustFail: boolean;
  /** What was done to it, in a word or two. */
  how: string;
}

/** What came back. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

/** Gives a header another value, or takes it away. */
export function setHeader(ask: Ask, name: string, value?: string): void {
  ask.headers = ask.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase());
  if (value !== undefined) ask.headers.push([name, value]);
}

/** Sends a header once more. */
export function addHeader(ask: Ask, name: string, value: string): void {
  ask.headers.push([name, value]);
}

export function isChange({ method }: Ask): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
