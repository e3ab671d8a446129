// `npm test`: everything that has to hold, from the types to a person in a browser. It installs the
// programs it needs, runs every step even after one has failed, and ends with one line that counts
// all tests. It owns no rule of its own: each step can be run alone by the name it has here.
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJob, runJobs, stopJobs } from './setup/jobs.ts';
import { ensurePrograms } from './setup/programs.ts';
import {
  addUp,
  readTally,
  readVitest,
  removeReports,
  reportPath,
  settle,
} from './setup/reports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
// Our Node and our tools first, also when nobody's npm started us.
process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

const lanes = Math.min(2, availableParallelism());

/** Each is one check of the sum: it holds or it does not. */
const checks = [
  { name: 'types: service', command: ['tsc', '-p', 'bff'] },
  {
    name: 'types: service on PostgreSQL',
    command: ['tsc', '-p', 'bff', '--customConditions', 'source,pg'],
  },
  { name: 'types: widget', command: ['tsc', '-p', 'widget'] },
  { name: 'types: demo', command: ['tsc', '-p', 'demo'] },
  { name: 'types: tests', command: ['tsc', '-p', 'test'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'check:lint'] },
  { name: 'format', command: ['npm', 'run', '--silent', 'check:format'] },
];
const build = { name: 'build', command: ['npm', 'run', '--silent', 'build'] };
const size = { name: 'size', command: ['npm', 'run', '--silent', 'size'] };

/** Each counts its own tests and leaves the counts in a file. */
const runners = {
  service: { name: 'service', command: ['vitest', 'run', ...reported('vitest')] },
  postgres: {
    name: 'store on a PostgreSQL server',
    command: ['npm', 'run', '--silent', 'test:postgres', '--', ...reported('postgres')],
  },
  contest: {
    name: 'contest',
    command: [
      ...['vitest', 'run', '--config', 'test/contest/vitest.config.ts'],
      ...reported('contest'),
    ],
  },
  widget: {
    name: 'widget',
    command: ['wtr', '--static-logging', '--config', 'test/setup/wtr.config.mjs'],
  },
  browser: { name: 'browser', command: ['npm', 'run', '--silent', 'test:browser'] },
};

function reported(runner) {
  const file = `--outputFile.json=${reportPath(runner)}`;
  return ['--reporter=default', '--reporter=json', file];
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopJobs();
    process.exit(1);
  });
}

function printLine({ name, ok, took }, { passed, failed }) {
  const verdict = ok && failed === 0 ? 'ok' : 'FAILED';
  console.log(
    `${verdict.padEnd(7)} ${name.padEnd(29)} ${String(passed).padStart(4)} passed, ` +
      `${String(failed)} failed, ${took.toFixed(1)} s`,
  );
}

async function main() {
  ensurePrograms();
  removeReports();
  const checked = [...(await runJobs(checks, lanes)), await runJob(build)];
  const service = await runJob(runners.service);
  const postgres = await runJob(runners.postgres);
  const contest = await runJob(runners.contest);
  const widget = await runJob(runners.widget);
  checked.push(await runJob(size));
  const browser = await runJob(runners.browser);

  const rows = [
    ...checked.map((job) => [job, settle(job.ok, job.ok ? { passed: 1, failed: 0 } : undefined)]),
    [service, settle(service.ok, readVitest('vitest'))],
    [postgres, settle(postgres.ok, readVitest('postgres'))],
    [contest, settle(contest.ok, readVitest('contest'))],
    [widget, settle(widget.ok, readTally('wtr'))],
    [browser, settle(browser.ok, readTally('browser'))],
  ];
  console.log('');
  for (const [job, tally] of rows) printLine(job, tally);
  const { passed, failed } = addUp(rows.map(([, tally]) => tally));
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main().catch((error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
