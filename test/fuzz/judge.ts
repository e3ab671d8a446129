// What must be true of every answer, whatever was asked.
import type { Described, Operation, Wire } from '../support/wire.ts';
import type { Answered, Ask } from './ask.ts';
import { urlOf } from './send.ts';

/** For an interface that serves data: nothing may be loaded by it, framed, cached or guessed (P34). */
export const safeHeaders: Record<string, string> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** Words of a stack, a statement or a path of the machine (P32). */
const internals =
  /\bat .*:\d+:\d+|node_modules|\.ts\b|\bselect\b|\binsert\b|sqlite|postgres|\/home\//i;

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const untouched = prototypes.map((one) => Reflect.ownKeys(one).length);

/** What is wrong with an answer, as sentences; empty if nothing is. */
export function faultsOf(
  wire: Wire,
  ask: Ask,
  answer: Answered,
  secrets: readonly string[],
): string[] {
  const { status, headers, text } = answer;
  const said = `${[...headers].join('\n')}\n${text}`;
  const kept = secrets.filter((secret) => text.includes(secret));
  return [
    ...(status >= 500 ? [`status ${String(status)}`] : []),
    ...described(wire, ask, answer),
    ...(ask.mustFail && status < 400 ? ['it should have been refused'] : []),
    ...(said.includes(ask.canary) ? ['the answer repeats what was sent'] : []),
    ...(kept.length > 0 ? ['the answer tells a whole token id'] : []),
    ...(status >= 400 && internals.test(text) ? ['the answer tells how the service is made'] : []),
    ...Object.entries(safeHeaders)
      .filter(([name, value]) => headers.get(name) !== value)
      .map(([name]) => `${name} is ${headers.get(name) ?? 'absent'}`),
    ...(prototypes.every((one, index) => Reflect.ownKeys(one).length === untouched[index])
      ? []
      : ['a prototype has changed']),
  ];
}

/** As the operation says that was reached; a strange path may reach another one, or none. */
function described(wire: Wire, ask: Ask, answer: Answered): string[] {
  if (ask.method === 'HEAD') return headFaults(ask, answer);
  const reached = wire.operations.filter((one) => isReached(one, ask));
  const [first] = reached;
  if (first !== undefined) return wire.strayFrom(first.responses, answer);
  return wire.strayFrom(wire.elsewhere, answer);
}

function headFaults({ operation }: Ask, { status, text }: Answered): string[] {
  const known: Record<string, Described> = operation.responses;
  return [
    ...(known[String(status)] === undefined ? [`status ${String(status)} is not described`] : []),
    ...(text === '' ? [] : ['a head has a body']),
  ];
}

function isReached({ method, path }: Operation, ask: Ask): boolean {
  const pattern = path.replaceAll(/\{\w+\}/g, '[^/]+');
  const { pathname } = new URL(urlOf(ask.target));
  const decoded = decodeURI(pathname.replaceAll(/%(?![0-7][0-9a-f])/gi, '%25'));
  return method === ask.method && new RegExp(`^${pattern}$`).test(decoded);
}
