// What a page may have done to itself, by old libraries, by wrappers, by mistakes. None of these is an
// attack: a script that wants to do harm reads the fields of any page it runs in.

import type { Realm } from './page.ts';

export type Sickness = (realm: Realm) => void;

function pollution(name: string, value: unknown): [string, Sickness] {
  const pollute: Sickness = ({ Object }) => {
    Reflect.set(Object.prototype, name, value);
  };
  return [`Object.prototype.${name}`, pollute];
}

/** What the browser reads from a request, and we from our own values: nothing changes. */
export const pollutions = new Map<string, Sickness>([
  pollution('method', 'PUT'),
  pollution('mode', 'no-cors'),
  pollution('credentials', 'include'),
  pollution('headers', { 'x-strange': '1' }),
  pollution('body', '{"code":"999999"}'),
  pollution('cache', 'force-cache'),
  pollution('redirect', 'follow'),
  pollution('referrer', 'https://elsewhere.example/'),
  pollution('integrity', 'sha256-AAAA'),
  pollution('keepalive', true),
  pollution('window', 1),
  pollution('basePath', 'https://elsewhere.example'),
  pollution('timeout', 1),
  pollution('path', '/elsewhere'),
  pollution('sessionId', 'session-of-nobody'),
  pollution('idempotencyKey', 'always-the-same'),
  pollution('code', '999999'),
  pollution('tokenId', 'ZZZZ-0000'),
  pollution('nextCode', '888888'),
  pollution('customerId', 'USER03'),
  pollution('toJSON', () => ({ code: '999999', tokenId: 'ZZZZ-0000' })),
  pollution('extend', () => undefined),
]);

/** What Lit reads from the options of a property: nothing may be asked (fails closed). */
export const optionPollutions = new Map<string, Sickness>([
  pollution('attribute', false),
  pollution('attribute', 'data-other'),
  pollution('converter', () => 'USER03'),
  pollution('hasChanged', () => false),
  pollution('noAccessor', true),
  pollution('reflect', true),
  pollution('state', true),
  pollution('type', Number),
  pollution('useDefault', true),
]);

/** By `path` from the window; `by` stands there instead. */
function patch(path: string, by: unknown, kind: string): [string, Sickness] {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const plant: Sickness = (realm) => {
    const owner = names.reduce<object>((at, name) => Reflect.get(at, name) as object, realm);
    Object.defineProperty(owner, last, { value: by, configurable: true, writable: true });
  };
  return [`${path} ${kind}`, plant];
}

const methods = [
  ...['map', 'push', 'filter', 'flatMap', 'some', 'includes', 'join', 'splice', 'indexOf'].map(
    (name) => `Array.prototype.${name}`,
  ),
  ...['replaceAll', 'normalize', 'split', 'trim'].map((name) => `String.prototype.${name}`),
  'RegExp.prototype.test',
  'Object.entries',
  'Object.assign',
  'Object.setPrototypeOf',
  'JSON.parse',
  'JSON.stringify',
  'Promise.all',
  'Promise.resolve',
  'Map.prototype.get',
  'Headers.prototype.set',
  'Response.prototype.json',
  'AbortSignal.any',
  'AbortSignal.timeout',
  'crypto.randomUUID',
  'fetch',
];

function refuse(): never {
  throw new TypeError('patched');
}

export const patches = new Map<string, Sickness>([
  ...methods.flatMap((path) => [
    patch(path, refuse, 'throws'),
    patch(path, () => undefined, 'answers nothing'),
  ]),
  patch('JSON.stringify', () => '{"code":"999999"}', 'answers another code'),
  patch('Array.prototype.toJSON', () => '[]', 'of an old library'),
  patch('String.prototype.toJSON', () => '999999', 'of an old library'),
  patch('Promise', refuse, 'throws'),
  patch('fetch', undefined, 'is gone'),
  patch('fetch', () => Promise.resolve(new Response('<html>')), 'answers a page'),
]);

/** Markup whose names hide members of document and window. */
export const clobbers: readonly string[] = [
  '<img id="fetch">',
  '<form name="fetch"></form>',
  '<form name="crypto"></form>',
  '<form name="customElements"></form>',
  '<form name="JSON"><input name="stringify"></form>',
  '<form name="body"></form>',
  '<form name="location"></form>',
  '<img name="createElement">',
  '<img name="createTreeWalker">',
  '<img name="createComment">',
  '<img name="importNode">',
  '<form name="addEventListener"></form>',
  '<form name="activeElement"></form>',
  '<form name="code"><input id="code" value="999999"><input id="token-id" value="ZZZZ-0000"></form>',
];
