import { z } from 'zod';
import { purposePattern } from '../contract/verification.ts';
import { clientKeyBytes, mostClientKeys, type ServerClient } from '../portal/server-client.ts';
import { parseKey } from './secrets.ts';

const clientIdPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;
/** What stands in the request's `Signature-Input` as `keyid`. */
const keyIdPattern = /^[A-Za-z0-9._-]{1,64}$/;

const client = z.strictObject({
  id: z.string().regex(clientIdPattern),
  keys: z
    .array(z.strictObject({ keyId: z.string().regex(keyIdPattern), key: z.string() }))
    .min(1)
    .max(mostClientKeys),
  corporations: z.union([z.literal('all'), z.array(z.string().min(1).max(64)).min(1)]),
  purposes: z.array(z.string().regex(purposePattern)).default([]),
  sessions: z.boolean().default(false),
});

/**
 * Reads the JSON list of the portal's servers.
 *
 * @throws {Error} that names every entry at fault by its id, or by its place if it has none, and never
 *   tells a value of it.
 */
export function parseServerClients(text: string): ServerClient[] {
  const entries = z.array(z.unknown()).min(1).safeParse(parseList(text));
  if (!entries.success) throw new Error('must be a JSON list of clients');
  const faults: string[] = [];
  const clients = entries.data.flatMap((entry, index) => {
    try {
      return [parseClient(entry)];
    } catch (fault) {
      faults.push(`${nameOf(entry, index)} ${fault instanceof Error ? fault.message : ''}`);
      return [];
    }
  });
  faults.push(...repeatedNames(clients));
  if (faults.length > 0) throw new Error(faults.join('; '));
  return clients;
}

function parseClient(entry: unknown): ServerClient {
  const result = client.safeParse(entry);
  if (!result.success) {
    const fields = new Set(result.error.issues.map(({ path }) => String(path[0] ?? 'its fields')));
    throw new Error(`is malformed in ${[...fields].join(', ')}`);
  }
  const keys = result.data.keys.map(({ keyId, key }, index) => {
    try {
      return { keyId, key: parseKey(key, clientKeyBytes) };
    } catch (cause) {
      const what = `has a key (${index + 1}) that is not ${clientKeyBytes} bytes or more in base64`;
      throw new Error(what, { cause });
    }
  });
  return { ...result.data, keys };
}

/** Two clients of one id, or two keys of one: nobody could tell who asked. */
function repeatedNames(clients: readonly ServerClient[]): string[] {
  const ids = clients.map(({ id }) => id);
  const keyIds = clients.flatMap(({ keys }) => keys.map(({ keyId }) => keyId));
  return [
    ...new Set(repeated(ids).map((id) => `${id} stands there twice`)),
    ...clients
      .filter(({ keys }) => keys.some(({ keyId }) => repeated(keyIds).includes(keyId)))
      .map(({ id }) => `${id} has a keyId that is not its own alone`),
  ];
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function nameOf(entry: unknown, index: number): string {
  const named = z.looseObject({ id: z.string().regex(clientIdPattern) }).safeParse(entry);
  return named.success ? named.data.id : `entry ${index + 1}`;
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error('must be a JSON list of clients', { cause });
  }
}
