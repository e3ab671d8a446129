// The description of the wire is the wire: no route without an entry, no entry that leaves a status, a
// problem or a header to guessing. That answers are as described is for test/fuzz to find out.
import { expect, test } from 'vitest';
import { problemStatus, type ProblemCode } from '../../bff/contract/problem.ts';
import { openCounter } from '../support/counter.ts';
import { type Described, type Operation, Wire } from '../support/wire.ts';

const problemType = 'application/problem+json';

/** Both of the service's apps: what pages ask, and what the portal's servers ask. */
async function readWires() {
  await using counter = await openCounter();
  const { app, serverApp } = counter;
  return [
    { wire: await Wire.of(app), routes: app.routes, least: 13 },
    { wire: await Wire.of(serverApp, '/openapi.json'), routes: serverApp.routes, least: 3 },
  ];
}

function nameOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** What a response with problems lacks, as sentences. */
function faultsOf(wire: Wire, [status, { content = {} }]: [string, Described]): string[] {
  const media = content[problemType];
  if (media === undefined) return [`${status} is no problem`];
  const codes = (media.schema.properties?.code?.enum ?? []) as ProblemCode[];
  const examples = Object.entries(media.examples ?? {});
  return [
    ...(Object.keys(content).length === 1 ? [] : [`${status} has more than one form`]),
    ...(codes.length > 0 ? [] : [`${status} has no codes`]),
    ...(JSON.stringify(examples.map(([code]) => code)) === JSON.stringify(codes)
      ? []
      : [`${status} has not one example for each code`]),
    ...codes
      .filter((code) => problemStatus[code] !== Number(status))
      .map((code) => `${code} is not ${status}`),
    ...examples
      .filter(([code, { value }]) => (value as { code: string }).code !== code)
      .map(([code]) => `the example of ${code} has another code`),
    ...examples.flatMap(([code, { value }]) =>
      wire.faultsOf(media.schema, value).map((fault) => `the example of ${code}: ${fault}`),
    ),
  ];
}

test('every route of the service is described', async () => {
  for (const { wire, routes, least } of await readWires()) {
    expect(wire.document.openapi).toMatch(/^3\.1/);
    const served = routes
      .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('/openapi.json'))
      .map(({ method, path }) => nameOf({ method, path: path.replaceAll(/:(\w+)/g, '{$1}') }));
    const described = wire.operations.map(nameOf);
    expect([...new Set(served)].sort()).toEqual([...new Set(described)].sort());
    expect(described.length).toBeGreaterThanOrEqual(least);
  }
});

test('P32 every route names each status and its problems, with an example of each', async () => {
  for (const { wire } of await readWires()) problemsAreWhole(wire);
});

function problemsAreWhole(wire: Wire): void {
  for (const operation of wire.operations) {
    const entries = Object.entries(operation.responses);
    const problems = entries.filter(([status]) => !status.startsWith('2'));
    expect(entries.length - problems.length, nameOf(operation)).toBe(1);
    expect(problems.length, nameOf(operation)).toBeGreaterThanOrEqual(3);
    const faults = problems.flatMap((entry) => faultsOf(wire, entry));
    expect(faults, nameOf(operation)).toEqual([]);
  }
  expect(Object.entries(wire.elsewhere).flatMap((entry) => faultsOf(wire, entry))).toEqual([]);
}

test('every success is shown by an example that is as its schema says', async () => {
  for (const { wire } of await readWires()) successesAreShown(wire);
});

function successesAreShown(wire: Wire): void {
  const shown = Object.entries(wire.document.components.schemas).filter(
    ([, { example }]) => example !== undefined,
  );
  for (const [name, schema] of shown) {
    expect(wire.faultsOf(schema, schema.example), name).toEqual([]);
  }
  const names = new Set(shown.map(([name]) => `#/components/schemas/${name}`));
  for (const { method, path, body, responses } of wire.operations) {
    const media = (responses['200'] ?? responses['201'])?.content?.['application/json'];
    for (const schema of [body, media?.schema].filter((one) => one !== undefined)) {
      expect(names, nameOf({ method, path })).toContain(schema.$ref);
    }
  }
}

test('every route names the headers and the credential that it asks for', async () => {
  for (const { wire } of await readWires()) credentialsAreNamed(wire);
});

function credentialsAreNamed(wire: Wire): void {
  const schemes = Object.keys(wire.document.components.securitySchemes);
  for (const operation of wire.operations) {
    const { method, path, parameters, security = [] } = operation;
    const headers = parameters.filter((one) => one.in === 'header').map(({ name }) => name);
    const cookie = security.some(({ session }) => session !== undefined);
    const firstRead = method === 'GET' && path.endsWith('/session');
    const signed = security.some(({ signature }) => signature !== undefined);
    expect(headers.includes('X-Otp-Client'), nameOf(operation)).toBe(method !== 'GET' && !signed);
    expect(headers.includes('X-Otp-Session'), nameOf(operation)).toBe(cookie && !firstRead);
    expect(schemes).toEqual(expect.arrayContaining(security.flatMap((one) => Object.keys(one))));
  }
}
