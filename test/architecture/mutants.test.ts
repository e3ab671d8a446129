// The planted bugs are patches, and a patch rots when the code beside it changes. Here it is seen at
// once; whether each is caught is `npm run test:mutants`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Mutant, readMutants } from '../mutants/mutant.ts';
import { root } from './root.ts';

const mutants = readMutants();

function headerFaults({ name, bug, tests, ...mutant }: Mutant): string[] {
  const number = /^([AIP])0*(\d+)-[a-z0-9-]+$/.exec(name)?.slice(1).join('');
  return [
    mutant.case === number ? '' : `its case is not the ${number} of its name`,
    bug === '' ? 'it has no bug' : '',
    tests.length === 0 ? 'it names no test' : '',
    ...tests.map((file) => (existsSync(join(root, file)) ? '' : `${file} is gone`)),
  ];
}

/** A patch with little context may fit two places, and then it plants another bug than it says. */
function patchFaults({ file, hunks }: Mutant): string[] {
  const { status, stderr } = spawnSync('git', ['apply', '--check', file], { cwd: root });
  if (status !== 0) return [String(stderr)];
  return hunks.map(({ path, before }) => {
    const places = readFileSync(join(root, path), 'utf8').split(before).length - 1;
    return places === 1 ? '' : `it fits ${places} places of ${path}`;
  });
}

function faultsOf(check: (mutant: Mutant) => string[]): string[] {
  return mutants.flatMap((mutant) =>
    check(mutant)
      .filter((fault) => fault !== '')
      .map((fault) => `${mutant.name}: ${fault}`),
  );
}

describe('every planted bug', () => {
  test('tells its case and the tests that notice it', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(38);
    expect(faultsOf(headerFaults)).toEqual([]);
  });

  test('still applies, at one place alone', () => {
    expect(mutants.every(({ hunks }) => hunks.length > 0)).toBe(true);
    expect(faultsOf(patchFaults)).toEqual([]);
  });
});
