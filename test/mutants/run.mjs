// Plants each bug of this folder into a copy of the project and runs the tests that must notice it.
// A mutant is a patch with lines before it: the case of the security page, the bug in words, where it
// was seen, and the tests. First the same tests have to pass without a bug. Prints a table and fails
// if a mutant lives. `npm run test:mutants [NAME …]`
import { availableParallelism } from 'node:os';
import { ensurePrograms } from '../setup/programs.ts';
import { readMutants } from './mutant.ts';
import { failures, ScratchCopy } from './scratch-copy.ts';

const lanes = Math.min(2, availableParallelism());
const copies = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    removeCopies();
    process.exit(1);
  });
}

function removeCopies() {
  for (const copy of copies.splice(0)) copy[Symbol.dispose]();
}

/** Without a bug nothing may fail: else a failure would say nothing about the bugs. */
async function assertSound(mutants) {
  const copy = new ScratchCopy();
  copies.push(copy);
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  console.log(`${tests.length} test files without a bug …`);
  const report = await copy.run(tests, `--maxWorkers=${lanes}`);
  if (report?.success === true) return;
  if (report === undefined) throw new Error('Without a bug the tests did not come to an end.');
  const failed = failures(report, copy.folder).map(({ file, title }) => `  ${file}: ${title}`);
  throw new Error(['These fail without any bug:', ...failed].join('\n'));
}

/** Judges all, one at a time in each copy; the rows of the table in the order of the mutants. */
async function judgeAll(mutants) {
  const rows = new Map();
  const waiting = [...mutants];
  const lane = async (copy) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { verdict, by, took } = await copy.judge(next);
      const seconds = Math.round(took * 10) / 10;
      const how = by === undefined ? '' : `  ${by.title}`;
      console.log(`${verdict.padEnd(7)} ${next.name.padEnd(36)}${how}`);
      const caughtBy = by === undefined ? verdict : by.file.replace(/^test\/(.*)\.test\.ts$/, '$1');
      const { case: number, bug, seen } = next;
      rows.set(next.name, { case: number, bug, seen, 'caught by': caughtBy, seconds, verdict });
    }
  };
  while (copies.length < Math.min(lanes, mutants.length)) copies.push(new ScratchCopy());
  await Promise.all(copies.map(lane));
  return mutants.map(({ name }) => rows.get(name));
}

async function main() {
  const mutants = readMutants(process.argv.slice(2));
  if (mutants.length === 0) throw new Error('No mutant has such a name');
  ensurePrograms();
  await assertSound(mutants);
  const rows = await judgeAll(mutants);
  console.table(rows, ['case', 'bug', 'seen', 'caught by', 'seconds']);
  const caught = rows.filter(({ verdict }) => verdict === 'caught').length;
  console.log(`${caught} of ${rows.length} caught`);
  process.exitCode = caught === rows.length ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  removeCopies();
}
