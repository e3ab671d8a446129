import type { Import } from './imports.ts';

// Who may import whom. docs/architecture.md tells the same in prose; this one is kept by a test.
// A room is a folder or a file; the longest name that fits a path wins. A room may always import
// itself. `types` may be imported with `import type` only.

export interface Room {
  name: string;
  values: readonly string[];
  types?: readonly string[];
}

const leaves = ['bff/contract', 'bff/durations.ts', 'bff/clock.ts'];
const ports = ['bff/ports.ts'];
const framework = ['hono', '@hono/zod-openapi', 'zod'];
const widgetBase = ['bff/contract', 'lit', '@lit/context'];
const widgetParts = [
  ...widgetBase,
  'widget/client',
  'widget/locale',
  'widget/styles',
  'widget/parts',
];
const element = [...widgetParts, 'widget/intent', 'widget/define-element.ts'];

const below = [...leaves, 'bff/errors', 'bff/otp', 'bff/store', 'bff/vault'];
const verbs = [...below, 'bff/events.ts', 'bff/portal', 'bff/audit', 'node'];
/** What a route or a command may call. */
const callable = ['bff/counter', 'bff/desk', 'bff/watch'];

export const rooms: readonly Room[] = [
  { name: 'bff/contract', values: [] },
  { name: 'bff/durations.ts', values: [] },
  { name: 'bff/clock.ts', values: [] },
  { name: 'bff/errors', values: ['bff/contract'] },
  { name: 'bff/events.ts', values: [...leaves, 'bff/errors', 'pino'], types: ['bff/otp'] },
  { name: 'bff/log.ts', values: ['pino'] },

  // Pure rules. Nobody but totp.ts computes a code (A34), so no route can forget the limits.
  { name: 'bff/otp', values: [...leaves, 'bff/errors', 'node'] },
  {
    name: 'bff/otp/totp.ts',
    values: [...leaves, 'bff/errors', 'bff/otp', 'otplib', '@otplib/core', 'node'],
  },
  { name: 'bff/vault', values: ['bff/contract', 'bff/errors', 'node'] },

  // Words and zeros of otp come as values: what a column may hold, and what an empty row means.
  {
    name: 'bff/store',
    values: [
      ...leaves,
      'bff/errors',
      'bff/otp/token.ts',
      'bff/otp/holder.ts',
      'bff/otp/attempts.ts',
      'bff/otp/fence.ts',
      'drizzle-orm',
      'libsql',
      'pg',
      'node',
    ],
    types: ['bff/otp', 'bff/vault', '@electric-sql/pglite'],
  },
  { name: 'bff/otp/token.ts', values: ['bff/contract'] },
  { name: 'bff/otp/holder.ts', values: ['bff/contract'] },
  { name: 'bff/otp/attempts.ts', values: ['bff/durations.ts'] },

  {
    name: 'bff/portal',
    values: [
      ...leaves,
      'bff/errors',
      'bff/events.ts',
      'jose',
      'zod',
      'csv-parse',
      'structured-headers',
      'node',
    ],
  },
  {
    name: 'bff/stock',
    values: [...leaves, 'bff/errors', 'bff/events.ts', 'bff/vault', 'saxes', 'csv-parse', 'node'],
    types: ['bff/otp'],
  },
  {
    name: 'bff/audit',
    values: [...leaves, 'bff/errors', 'bff/events.ts', 'canonicalize', 'node'],
    types: ['bff/store', 'bff/otp'],
  },
  // What the rooms are given, as types.
  { name: 'bff/ports.ts', values: [], types: ['bff'] },

  // The verbs, and what they have in common. Counter, desk and watch never call each other.
  { name: 'bff/judging', values: below, types: ports },
  { name: 'bff/decision', values: [...below, 'bff/portal', 'bff/audit', 'node'], types: ports },
  { name: 'bff/registrations', values: below, types: ports },
  { name: 'bff/sessions', values: [...verbs, 'bff/decision'], types: ports },
  {
    name: 'bff/counter',
    values: [...verbs, 'bff/decision', 'bff/judging', 'bff/registrations', 'bff/sessions'],
    types: ports,
  },
  {
    name: 'bff/desk',
    values: [
      ...verbs,
      ...['bff/decision', 'bff/judging', 'bff/registrations', 'bff/sessions', 'bff/stock'],
    ],
    types: ports,
  },
  { name: 'bff/watch', values: [...verbs, 'bff/decision'], types: ports },

  // The skin: never store, otp or vault.
  {
    name: 'bff/middleware',
    values: [...leaves, 'bff/errors', 'bff/events.ts', 'bff/portal', ...framework, 'node'],
    types: ports,
  },
  {
    name: 'bff/routes',
    values: [...leaves, 'bff/errors', ...callable, 'bff/middleware', ...framework],
    types: ports,
  },
  {
    name: 'bff/cli',
    values: [
      ...leaves,
      'bff/errors',
      'bff/events.ts',
      ...callable,
      'bff/stock',
      'bff/portal/member-directory.ts',
      'bff/config',
      'bff/context.ts',
      'bff/serve.ts',
      'commander',
      'node',
    ],
    types: ports,
  },

  // Where everything is put together.
  {
    name: 'bff/config',
    values: [...leaves, 'bff/errors', 'bff/portal', 'bff/store/pg/secure-url.ts', 'zod', 'node'],
    types: ['jose'],
  },
  { name: 'bff/context.ts', values: ['bff', 'pino', 'jose', 'node'] },
  {
    name: 'bff/app.ts',
    values: [
      ...leaves,
      'bff/errors',
      'bff/events.ts',
      ...callable,
      'bff/routes',
      'bff/middleware',
      ...framework,
    ],
    types: ports,
  },
  {
    name: 'bff/server-app.ts',
    values: [...leaves, 'bff/errors', 'bff/routes', 'bff/middleware', ...framework],
    types: ports,
  },
  { name: 'bff/index.ts', values: ['bff'] },
  {
    name: 'bff/parser-problem.ts',
    values: ['bff/contract', 'bff/events.ts', 'bff/middleware', 'node'],
  },
  {
    name: 'bff/listener.ts',
    values: [...leaves, 'bff/errors', 'bff/parser-problem.ts', '@hono/node-server', 'node'],
    types: ['bff/events.ts'],
  },
  { name: 'bff/serve.ts', values: ['bff', 'node'] },
  { name: 'bff/main.ts', values: ['bff', 'node'] },

  { name: 'widget/client', values: widgetBase },
  { name: 'widget/locale', values: [...widgetBase, 'widget/client'] },
  { name: 'widget/styles', values: ['lit'] },
  { name: 'widget/parts', values: widgetParts },
  { name: 'widget/intent', values: widgetParts },
  { name: 'widget/otp-member-list', values: element },
  { name: 'widget/otp-menu-item', values: element },
  { name: 'widget/otp-provider', values: element },
  { name: 'widget/otp-token-register', values: element },
  { name: 'widget/otp-usage-mode', values: element },
  {
    name: 'widget/otp-manager',
    values: [
      ...element,
      'widget/otp-member-list',
      'widget/otp-token-register',
      'widget/otp-usage-mode',
    ],
  },
  { name: 'widget/index.ts', values: ['widget', 'bff/contract'] },
  { name: 'widget/define.ts', values: ['widget'] },
  { name: 'widget/define-otp-elements.ts', values: ['widget'] },
  { name: 'widget/script.ts', values: ['widget'] },
  { name: 'widget/define-element.ts', values: [] },
  { name: 'widget/build', values: ['vite', 'node'] },

  // A stranger: what is published, and nothing behind it.
  {
    name: 'demo',
    values: [
      'otp-madoguchi',
      'docs/samples',
      ...['hono', '@hono/node-server', 'jose', 'lit', 'node'],
    ],
  },

  // What a portal team copies: it leans on nothing that the package does not bring.
  { name: 'docs/samples', values: ['hono', '@hono/node-server', 'jose', 'node'] },
];

/** The room a path lies in, or undefined where the table does not know it. */
export function roomOf(path: string): Room | undefined {
  return rooms
    .filter(({ name }) => path === name || path.startsWith(`${name}/`))
    .sort((a, b) => b.name.length - a.name.length)
    .at(0);
}

/** The imports that the table does not allow, as sentences. */
export function strayImports(imports: readonly Import[]): string[] {
  return imports
    .filter((edge) => !isAllowed(edge))
    .map(({ place, to, kind }) => `${place} may not import ${to} (${kind})`);
}

function isAllowed({ from, to, kind }: Import): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  const allowed = kind === 'type' ? [...room.values, ...(room.types ?? [])] : room.values;
  return [room.name, ...allowed].some((name) => covers(name, to));
}

/** `bff` covers all of it; `bff/otp` its folder; a package itself. */
function covers(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}/`);
}
