// Plants each bug of this folder into a copy of the project and runs the tests that must notice it.
// A mutant is a patch with three lines before it: the case of the security page, the bug in words,
// and the tests. Prints a table and fails if one lives. `npm run test:mutants [NAME …]`
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);

function readMutant(file) {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  const told = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  return {
    name: basename(file, '.patch'),
    file: join(import.meta.dirname, file),
    case: told('Case'),
    bug: told('Bug'),
    tests: told('Tests').split(' '),
  };
}

/** Tracked files as they stand in the work tree, with the installed modules beside them. */
function copyProject() {
  const folder = mkdtempSync(join(tmpdir(), 'otp-mutants-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root });
  execFileSync('sh', ['-c', `tar -c --null -T - | tar -x -C "${folder}"`], {
    cwd: root,
    input: files,
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function runTests(folder, tests) {
  const args = ['vitest', 'run', '--project', 'libsql', '--bail', '1', ...tests];
  return spawnSync('npx', args, { cwd: folder, encoding: 'utf8' });
}

/** `caught`, `LIVES`, or why the mutant says nothing. */
function judge(folder, { file, tests }) {
  const apply = (...more) => execFileSync('git', ['apply', '-p1', ...more, file], { cwd: folder });
  apply();
  const { status, stdout } = runTests(folder, tests);
  apply('--reverse');
  if (status === 0) return 'LIVES';
  // Only a test that failed has caught it; a module that no longer loads has not.
  return /Tests\s.*\d+ failed/.test(stdout.replaceAll(/\u001b\[\d+m/g, '')) ? 'caught' : 'BROKEN';
}

const mutants = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.patch'))
  .map(readMutant)
  .filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const folder = copyProject();
const rows = [];
try {
  for (const mutant of mutants) {
    const verdict = judge(folder, mutant);
    rows.push({ case: mutant.case, bug: mutant.bug, verdict });
    console.log(`${verdict.padEnd(7)} ${mutant.name}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.table(rows);
const caught = rows.filter(({ verdict }) => verdict === 'caught').length;
console.log(`${caught} of ${rows.length} caught`);
process.exitCode = caught === rows.length ? 0 : 1;
