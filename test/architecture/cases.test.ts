// Code and pages cite cases by number, screens by number and pages by heading. Here every citation is
// looked up: docs/cases.md and docs/promises.md explain each number, the tests that docs/cases.md names
// show their case, and each heading exists.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemStatus } from '../../bff/contract/problem.ts';
import { readMutants } from '../mutants/mutant.ts';
import { citedIn, readCases, readCitations, readPromises } from './cases.ts';
import { headingsOf, linksOf } from './headings.ts';
import { root } from './root.ts';
import { readTexts } from './texts.ts';

const texts = readTexts(root);
const cases = readCases(root);
const promises = readPromises(root);
const citations = readCitations(texts);
const mutants = readMutants();
const domain = readFileSync(join(root, 'docs/domain.md'), 'utf8');

describe('a citation', () => {
  test.each([
    ['test A5 what', ['A5']],
    ["test('A5 what')", ['A5']],
    ['(A05, I9)', ['A5', 'I9']],
    ['P2 to P4', ['P2', 'P3', 'P4']],
    ['A9–A11', ['A9', 'A10', 'A11']],
    ["intentId: 'I1', tokenId: 'T1'", []],
    ['SHA1, MA5, S-10, A5b', []],
  ])('in %j is %j', (text, cited) => {
    expect([...citedIn(text)].sort()).toEqual(cited.sort());
  });
});

describe('the catalogue of cases', () => {
  test('has every case once, sorted by number', () => {
    for (const letter of ['A', 'I']) {
      const numbers = cases
        .filter(({ number }) => number.startsWith(letter))
        .map(({ number }) => Number(number.slice(1)));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
    expect(cases.length).toBeGreaterThan(100);
  });

  test('explains every number that is cited anywhere', () => {
    const known = new Set([...cases.map(({ number }) => number), ...promises]);
    const unknown = [...citations].filter(([number]) => !known.has(number));
    expect(unknown).toEqual([]);
  });

  test('names tests that are there and show the case', () => {
    const faults = cases.flatMap(({ number, shownBy }) => {
      const noticing = mutants.filter((one) => one.case === number).flatMap(({ tests }) => tests);
      const showing = new Set([...(citations.get(number) ?? []), ...noticing]);
      const missing = shownBy.filter((path) => !existsSync(join(root, path)));
      const silent = shownBy.filter((path) => !path.startsWith('test/') || !showing.has(path));
      return [
        ...(shownBy.length === 0 ? [`${number} names no test`] : []),
        ...missing.map((path) => `${number}: ${path} is gone`),
        ...silent.map((path) => `${number}: ${path} does not cite it`),
      ];
    });
    expect(faults).toEqual([]);
  });

  test('tells where a planted bug was seen, as the bug does', () => {
    const rows = new Map(cases.map((row) => [row.number, row.seen]));
    const faults = mutants
      .filter((mutant) => rows.has(mutant.case) && !rows.get(mutant.case)?.includes(mutant.seen))
      .map(({ name, seen }) => `${name}: ${seen}`);
    expect(faults).toEqual([]);
  });
});

describe('the page of the domain', () => {
  test('has a heading for every screen that is cited', () => {
    const screens = texts.flatMap(({ text }) => text.match(/\bS-\d\d\b/g) ?? []);
    const headings = new Set(domain.match(/(?<=^### )S-\d\d/gm));
    expect([...new Set(screens)].filter((screen) => !headings.has(screen))).toEqual([]);
  });

  test('names refusals that the service has', () => {
    const [, refusals = ''] = /^## Refusals$(.+?)^## /ms.exec(domain) ?? [];
    const codes = [...refusals.matchAll(/`([a-z-]+)`(?=[,\s|])/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !Object.hasOwn(problemStatus, code))).toEqual([]);
  });
});

describe('every link to a page', () => {
  const headings = new Map(texts.map(({ path, text }) => [path, headingsOf(text)]));
  const links = texts.flatMap(linksOf);

  test('leads to a file that is there', () => {
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ to }) => !existsSync(join(root, to)))).toEqual([]);
  });

  test('leads to a heading that is there', () => {
    const lost = links.filter(
      ({ to, heading }) => heading !== undefined && headings.get(to)?.has(heading) !== true,
    );
    expect(lost).toEqual([]);
  });

  test('names a heading and not the number of a section', () => {
    const numbered = /\b(domain|security|architecture)(\.md)? section \d/i;
    expect(texts.filter(({ text }) => numbered.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
