// docs/architecture.md names what is there: every folder of the service and of the page, every script
// beside the folders, and nothing that is gone.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rooms } from './import-table.ts';
import { root } from './root.ts';

const house = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
/** What a build leaves behind, beside the rooms. */
const built = new Set(['dist', 'node_modules']);

/** What the first column of the table under a heading names in backticks. */
function namesUnder(heading: string): string[] {
  const [, below = ''] = house.split(`\n## ${heading}\n`);
  const [part = ''] = below.split('\n## ');
  const cells = [...part.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** Folders of a program, or the scripts that stand beside them. */
function roomsOf(program: string, kind: 'folders' | 'scripts'): string[] {
  return readdirSync(join(root, program), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() === (kind === 'folders'))
    .map(({ name }) => name)
    .filter((name) => (kind === 'folders' ? !built.has(name) : /\.(ts|mjs)$/.test(name)))
    .sort();
}

describe.each([
  ['bff', 'Rooms of the service'],
  ['widget', 'Rooms of the page'],
])('the rooms of %s', (program, heading) => {
  const named = namesUnder(heading);
  const files = named.filter((name) => name.includes('.'));
  const folders = named.filter((name) => !name.includes('.'));

  test('are each named once', () => {
    expect([...new Set(named)]).toEqual(named);
  });

  test('are the folders that exist', () => {
    expect(folders.sort()).toEqual(roomsOf(program, 'folders'));
  });

  test('stand beside the scripts that exist', () => {
    expect(files.sort()).toEqual(roomsOf(program, 'scripts'));
  });
});

test('the table of imports names rooms that exist', () => {
  const named = namesUnder('Who may import whom').filter((name) => !name.endsWith('*'));
  const places = (name: string) => [
    name,
    ...['bff', 'widget'].flatMap((program) => [`${program}/${name}`, `${program}/${name}.ts`]),
  ];
  expect(named.length).toBeGreaterThan(15);
  const gone = named.filter((name) => !places(name).some((place) => existsSync(join(root, place))));
  expect(gone).toEqual([]);
});

test('the rooms of the import table exist', () => {
  expect(rooms.filter(({ name }) => !existsSync(join(root, name)))).toEqual([]);
});
