// What cites a case, and what docs/cases.md tells of it. A case is an attack (A), a promise (P) or an
// invariant (I) with its number; planted bugs write it with zeros in front (A05), which is the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextFile } from './texts.ts';

/** A row of the catalogue. */
export interface Case {
  number: string;
  tells: string;
  seen: string;
  /** Paths of the tests that show it. */
  shownBy: string[];
}

/** `A5`, `A05`. With a quote on both sides it is data, for example the id of an intent. */
const single = /(?<!\w)([AIP])0*([1-9]\d{0,2})\b(?!(?<='[AIP]\d+)')/g;
/** `A95–A98`, `I1 to I16`. */
const range = /\b([AIP])(\d+)(?:–| to )\1(\d+)\b/g;

/** The cases that a text cites. Of a range it cites every number. */
export function citedIn(text: string): Set<string> {
  const cited = new Set<string>();
  for (const [, letter = '', number = ''] of text.matchAll(single)) cited.add(letter + number);
  for (const [, letter = '', first, last] of text.matchAll(range))
    for (let number = Number(first); number <= Number(last); number++)
      cited.add(`${letter}${String(number)}`);
  return cited;
}

/** The rows of docs/cases.md, in their order. */
export function readCases(root: string): Case[] {
  const text = readFileSync(join(root, 'docs/cases.md'), 'utf8');
  const rows = text.matchAll(/^\| ([AI]\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm);
  return [...rows].map(([, number = '', tells = '', seen = '', shownBy = '']) => ({
    number,
    tells,
    seen,
    shownBy: [...shownBy.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  }));
}

/** The numbers of docs/promises.md. */
export function readPromises(root: string): string[] {
  const text = readFileSync(join(root, 'docs/promises.md'), 'utf8');
  return [...text.matchAll(/^\| (P\d+) +\|/gm)].map(([, number = '']) => number);
}

/** Pages that list cases do not cite them, and what reads those pages gives examples. */
const listing = new Set([
  'docs/cases.md',
  'docs/promises.md',
  'test/architecture/cases.ts',
  'test/architecture/cases.test.ts',
]);

/** Case → paths of the files that cite it. */
export function readCitations(texts: readonly TextFile[]): Map<string, string[]> {
  const citations = new Map<string, string[]>();
  for (const { path, text } of texts) {
    if (listing.has(path)) continue;
    for (const number of citedIn(text))
      citations.set(number, [...(citations.get(number) ?? []), path]);
  }
  return citations;
}
