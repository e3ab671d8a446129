// Bodies that are not what the description asks for, or that two parsers could read differently.
import { getTableColumns, is, Table } from 'drizzle-orm';
import * as schema from '../../bff/store/schema/index.ts';
import type { Random } from '../faults/random.ts';
import type { Ask } from './ask.ts';

/** The name of every column of every table, as the code and as SQL has it. */
export const columnNames: readonly string[] = [
  ...new Set(
    Object.values(schema)
      .filter((table) => is(table, Table))
      .flatMap((table) => Object.entries(getTableColumns(table)))
      .flatMap(([name, column]) => [name, column.name]),
  ),
];

/** Twice as deep as the longest body allows is refused by its length; this one by its form. */
const depths = [100, 7000, 10_000];

const strange = [
  '１２３４５６',
  '١٢٣٤٥٦',
  '123\u200d456',
  '\u202e654321',
  '0x1e240',
  ' 123456 ',
  "1' or '1'='1",
  '${7*7}{{7*7}}<script>',
  'e\u0301'.repeat(16),
  '🔑'.repeat(8),
  '-1',
];

type Fields = Record<string, unknown>;

/** A field of the body that stands in it. */
function fieldOf(fields: Fields, random: Random): string {
  const names = Object.keys(fields);
  return names.length === 0 ? 'code' : random.pick(names);
}

function changed(ask: Ask, change: (fields: Fields, field: string) => Fields, random: Random) {
  const fields = { ...(ask.sent as Fields) };
  return JSON.stringify(change(fields, fieldOf(fields, random)));
}

type Spoil = (ask: Ask, random: Random) => string | Uint8Array<ArrayBuffer>;

/** Whether these are refused depends on the field: the schema is asked. */
export const spoiled: Record<string, Spoil> = {
  'another type': (ask, random) => {
    const others = [0, 123456, true, null, [], ['123456'], {}, { $ne: ask.canary }, [ask.canary]];
    return changed(ask, (all, field) => ({ ...all, [field]: random.pick(others) }), random);
  },
  'a field missing': (ask, random) =>
    changed(
      ask,
      (all, field) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== field)),
      random,
    ),
  'a column as a field': (ask, random) =>
    changed(ask, (all) => ({ ...all, [random.pick(columnNames)]: ask.canary }), random),
  'a column with a value of another type': (ask, random) =>
    changed(ask, (all) => ({ ...all, [random.pick(columnNames)]: random.below(3) }), random),
  'a length at the edge': (ask, random) => {
    const long = ask.canary.padEnd(random.pick([0, 1, 7, 8, 31, 32, 33, 63, 64, 65, 10_000]), '7');
    return changed(ask, (all, field) => ({ ...all, [field]: long }), random);
  },
  'an empty string': (ask, random) =>
    changed(ask, (all, field) => ({ ...all, [field]: '' }), random),
  'strange text': (ask, random) =>
    changed(ask, (all, field) => ({ ...all, [field]: random.pick(strange) }), random),
  'nobody we know': (ask, random) =>
    changed(ask, (all, field) => ({ ...all, [field]: ask.canary }), random),
  'no object': (ask, random) =>
    random.pick(['', 'null', '[]', '""', '0', 'true', `"${ask.canary}"`, `["${ask.canary}"]`]),
};

/** Never good, whatever the schema says. */
export const rotten: Record<string, Spoil> = {
  'a __proto__': (ask) => inserted(ask, `"__proto__":{"${ask.canary}":true}`),
  'a constructor': (ask) => inserted(ask, `"constructor":{"prototype":{"${ask.canary}":true}}`),
  'a name twice': (ask, random) => {
    const field = fieldOf(ask.sent as Fields, random);
    return inserted(ask, `"${field}":"1","${field}":"${ask.canary}"`);
  },
  'a name twice, once escaped': (ask) => inserted(ask, `"\\u0078":1,"x":"${ask.canary}"`),
  'a byte order mark': (ask) => `\ufeff${String(ask.body)}`,
  'a lone surrogate': (ask) => inserted(ask, `"code":"\\ud800${ask.canary}"`),
  'a huge number': (ask, random) =>
    inserted(ask, `"page":${random.pick(['1e400', '-1e400', '9007199254740993', '1e-400'])}`),
  'too deep': (ask, random) => {
    const depth = random.pick(depths);
    return inserted(ask, `"x":${'['.repeat(depth)}${']'.repeat(depth)}`);
  },
  'too deep in objects': () => '{"a":'.repeat(2500) + '1' + '}'.repeat(2500),
  'not JSON': (ask, random) =>
    random.pick([
      String(ask.body).slice(0, -1),
      `${String(ask.body)}${ask.canary}`,
      `{'code':'${ask.canary}'}`,
      `{"code":NaN}`,
      `// ${ask.canary}\n${String(ask.body)}`,
      `${String(ask.body)}${String(ask.body)}`,
      `{"code":"${ask.canary}",}`,
      'code=123456',
    ]),
  'not UTF-8': (ask) => Uint8Array.from([...Buffer.from(String(ask.body)), 0xc3, 0x28]),
  'UTF-16': (ask) => Uint8Array.from(Buffer.from(String(ask.body), 'utf16le')),
  'a NUL in an unknown field': (ask) => inserted(ask, `"x":"\\u0000${ask.canary}"`),
  'too long': (ask) => inserted(ask, `"x":"${ask.canary.padEnd(17_000, 'x')}"`),
};

/** The body with more text before its end. */
function inserted(ask: Ask, text: string): string {
  const body = String(ask.body);
  return body === '{}' ? `{${text}}` : `${body.slice(0, -1)},${text}}`;
}
