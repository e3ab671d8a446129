import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A planted bug: a patch against the project, and before it what the zoo tells of it. */
export interface Mutant {
  name: string;
  /** Path of the patch. */
  file: string;
  /** Number of the attack, promise or invariant that it breaks. */
  case: string;
  bug: string;
  /** The product in which it was seen, where one is known. */
  seen: string;
  /** The test files that have to notice it. */
  tests: string[];
  hunks: Hunk[];
}

/** One place that a patch changes. */
export interface Hunk {
  path: string;
  /** What has to stand there for the patch to apply. */
  before: string;
}

const folder = import.meta.dirname;

/** All mutants, or those whose name has one of `parts` in it. */
export function readMutants(parts: readonly string[] = []): Mutant[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort(new Intl.Collator('en', { numeric: true }).compare)
    .map(readMutant)
    .filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

function readMutant(patch: string): Mutant {
  const file = join(folder, patch);
  const text = readFileSync(file, 'utf8');
  const [head = ''] = text.split('\n--- ', 1);
  const told = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(head)?.[1] ?? '';
  return {
    name: basename(patch, '.patch'),
    file,
    case: told('Case'),
    bug: told('Bug'),
    seen: told('Seen'),
    tests: told('Tests').split(' ').filter(Boolean),
    hunks: [...readHunks(text)],
  };
}

function* readHunks(text: string): Generator<Hunk> {
  for (const ofFile of text.split(/^--- a\//m).slice(1)) {
    const path = ofFile.slice(0, ofFile.indexOf('\n'));
    for (const hunk of ofFile.split(/^@@ .*\n/m).slice(1)) {
      const lines = hunk.split('\n').filter((line) => /^[ -]/.test(line));
      yield { path, before: lines.map((line) => `${line.slice(1)}\n`).join('') };
    }
  }
}
