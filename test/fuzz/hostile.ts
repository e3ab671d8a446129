// Requests that a browser at the portal would never send: foreign origins, odd media types, several
// cookies, methods and paths that are not described. Each says whether a success would be wrong.
import { randomUUID } from 'node:crypto';
import type { Random } from '../faults/random.ts';
import { basePath } from '../support/person.ts';
import { addHeader, type Ask, isChange, setHeader } from './ask.ts';
import type { Bank } from './bank.ts';
import { columnNames } from './spoiled-bodies.ts';

export interface Trick {
  how: string;
  /** Spoils the request. True: now a success would be wrong. */
  play(ask: Ask, random: Random, bank: Bank): boolean;
}

const foreignOrigins = [
  'null',
  'https://bank.test.evil.example',
  'http://bank.test',
  'https://www.bank.test',
  'https://bank.test:444',
  'https://BANK.test',
  'https://bank.test/',
  'file://',
];
const otherTypes = [
  'text/plain',
  'text/plain;charset=UTF-8, application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'application/jsonp',
  'application/vnd.api+json',
  'json',
  '',
];
const sessionCookie = '__Host-otp-session';

const headerTricks: Trick[] = [
  {
    how: 'a foreign origin',
    play: (ask, random) => {
      setHeader(ask, 'Origin', random.pick(foreignOrigins));
      return comesFromPage(ask);
    },
  },
  {
    how: 'a foreign site',
    play: (ask, random) => {
      setHeader(ask, 'Sec-Fetch-Site', random.pick(['cross-site', 'same-site', 'none', 'x']));
      return comesFromPage(ask);
    },
  },
  {
    how: 'a browser without an origin',
    play: (ask) => {
      setHeader(ask, 'Origin');
      setHeader(ask, 'Sec-Fetch-Site', 'same-origin');
      return comesFromPage(ask);
    },
  },
  {
    how: 'no header of ours',
    play: (ask) => {
      setHeader(ask, 'X-Otp-Client');
      return comesFromPage(ask);
    },
  },
  {
    how: 'another media type',
    play: (ask, random) => {
      setHeader(ask, 'Content-Type', random.pick(otherTypes));
      return isChange(ask);
    },
  },
  {
    how: 'no media type',
    play: (ask) => {
      setHeader(ask, 'Content-Type');
      return ask.method === 'POST';
    },
  },
  {
    how: 'a media type in capitals',
    play: (ask) => {
      setHeader(ask, 'Content-Type', 'APPLICATION/JSON; charset="UTF-8"');
      return false;
    },
  },
  {
    how: 'no cookie',
    play: (ask) => {
      setHeader(ask, 'Cookie');
      return needsSession(ask);
    },
  },
  {
    how: 'a cookie of nobody',
    play: (ask, random) => {
      const values = [ask.canary, '', 'QzAwMDE.', `QzAwMDE.${'A'.repeat(43)}`, 'A'.repeat(5000)];
      const name = random.pick([sessionCookie, sessionCookie, 'otp-session', '__host-otp-session']);
      setHeader(ask, 'Cookie', `${name}=${random.pick(values)}`);
      return needsSession(ask);
    },
  },
  {
    how: 'two cookies of two people',
    play: (ask, _random, bank) => {
      addHeader(ask, 'Cookie', `${bank.party().cookie}; x=${ask.canary}`);
      return false;
    },
  },
  {
    how: 'lengths that are none',
    play: (ask, random) => {
      const lengths = ['abc', '-1', '1e3', '16385', '0x10', '9'.repeat(30), ' '];
      setHeader(ask, 'Content-Length', random.pick(lengths));
      return isChange(ask);
    },
  },
  {
    how: 'a body in pieces that is too long',
    play: (ask) => {
      ask.body = `{"x":"${ask.canary.padEnd(20_000, 'x')}"}`;
      ask.chunked = true;
      return isChange(ask);
    },
  },
  {
    how: 'a body in pieces',
    play: (ask) => {
      ask.chunked = ask.body !== undefined;
      return false;
    },
  },
  {
    how: 'somebody else by a header',
    play: (ask, random) => {
      const names = ['X-Forwarded-User', 'X-User-Id', 'X-Corp-Id', 'X-HTTP-Method-Override'];
      addHeader(ask, random.pick(names), random.pick(['M1', 'C0002', 'DELETE', ask.canary]));
      addHeader(ask, random.pick(['X-Forwarded-For', 'X-Forwarded-Host', 'Forwarded']), ask.canary);
      return false;
    },
  },
  {
    how: 'another authorization',
    play: (ask, random) => {
      const words = ['', 'Bearer', 'Bearer AAAA', 'Basic AAAA', `Bearer ${ask.canary}`, 'x'];
      setHeader(ask, 'Authorization', random.pick(words));
      return false;
    },
  },
  {
    how: 'a long header',
    play: (ask, random) => {
      addHeader(ask, random.pick(['X-Long', 'Accept-Language', 'Cookie']), ask.canary.repeat(500));
      return false;
    },
  },
  {
    how: 'an odd idempotency key',
    play: (ask, random) => {
      const keys = ['', 'short', ask.canary.padEnd(65, 'k'), '\u00e9'.repeat(9), ask.canary];
      setHeader(ask, 'Idempotency-Key', random.pick(keys));
      return false;
    },
  },
  {
    how: 'conditions and wishes',
    play: (ask, random) => {
      const wishes: [name: string, value: string][] = [
        ['If-None-Match', '*'],
        ['If-Match', `"${ask.canary}"`],
        ['Range', 'bytes=0-10'],
        ['Accept', 'text/html;q=0.1'],
        ['Accept-Encoding', 'gzip, br'],
        ['X-Request-Id', ask.canary],
        ['Expect', '100-continue'],
      ];
      const [name, value] = random.pick(wishes);
      addHeader(ask, name, value);
      return false;
    },
  },
];

const queries = [
  'customerId=a&customerId=b',
  '__proto__[x]=1',
  'constructor=1',
  'page=1e400',
  'page=-1',
  'page=1&page=2',
  'page=0x1',
  'customerId[]=a',
  'to=shared&to=separate',
];

const targetTricks: Trick[] = [
  {
    how: 'a method that is not there',
    play: (ask, random) => {
      const methods = ['PUT', 'PATCH', 'OPTIONS', 'PROPFIND', 'QUERY', 'get', 'LINK'];
      ask.method = random.pick(methods);
      if (ask.method !== 'get') return true;
      ask.method = 'GET';
      return ask.operation.method !== 'GET' && !isAlsoRead(ask);
    },
  },
  {
    how: 'only the head',
    play: (ask) => {
      if (ask.operation.method === 'GET') ask.method = 'HEAD';
      return false;
    },
  },
  {
    how: 'more query',
    play: (ask, random) => {
      const column = `${random.pick(columnNames)}=${ask.canary}`;
      const more = random.pick([column, ask.canary, ...queries]);
      ask.target += ask.target.includes('?') ? `&${more}` : `?${more}`;
      return false;
    },
  },
  {
    how: 'a path that is nearly one',
    play: (ask, random) => {
      const [path = '', query = ''] = ask.target.split('?');
      const last = path.split('/').at(-1) ?? '';
      const near = [
        `/${path}`,
        `${path}/`,
        `${path}//`,
        path.replace(`/${last}`, `//${last}`),
        path.replace(`/${last}`, `%2f${last}`),
        path.replace(`/${last}`, `/./${last}`),
        `${path}/..%2f${ask.canary}`,
        `${path}%00/x`,
        `${path};${ask.canary}`,
        `${path}/${ask.canary}`,
        path.toUpperCase(),
        path.replace('/otp', '/%6ftp'),
        path.replaceAll('/', '\\'),
        `//evil.example${path}`,
        `/https://evil.example${path}`,
        `${path}/%zz`,
        `${path}/%c0%ae%c0%ae`,
        `${basePath}/${'x'.repeat(5000)}`,
        `${basePath}/members/${'9'.repeat(65)}`,
        `${basePath}/intents/${randomUUID()}/proof/`,
        '/',
        '/favicon.ico',
        '/otp/v2/members',
      ];
      ask.target = `${random.pick(near)}${query === '' ? '' : `?${query}`}`;
      return false;
    },
  },
];

export const tricks: readonly Trick[] = [...headerTricks, ...headerTricks, ...targetTricks];

/** What is signed needs no sign of a page. */
function comesFromPage(ask: Ask): boolean {
  return (
    isChange(ask) &&
    ask.operation.security?.some(({ signature }) => signature !== undefined) !== true
  );
}

function needsSession({ operation: { security = [] } }: Ask): boolean {
  return security.some(({ session }) => session !== undefined);
}

/** Some paths are both read and changed. */
function isAlsoRead({ operation: { path } }: Ask): boolean {
  return path.endsWith('/session') || path.endsWith('{intentId}');
}
