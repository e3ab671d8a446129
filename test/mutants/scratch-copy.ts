// A copy of the project in which bugs are planted, one after the other. It owns its folder and the
// processes that it starts; what a mutant is, and how many copies there are, is not its business.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minute, second } from '../../bff/durations.ts';
import type { Mutant } from './mutant.ts';

const root = join(import.meta.dirname, '../..');

/** A bug that makes a test wait for ever is noticed like any other. */
const testLimit = 25 * second;
/** Longer than the files take on a busy machine: what is not done by then waits for ever. */
const runLimit = (files: number) => 3 * minute + files * 30 * second;

/** `BROKEN`: no test failed, and none could pass: the bug says nothing. */
export type Verdict = 'caught' | 'LIVES' | 'BROKEN';

export interface Judgement {
  verdict: Verdict;
  /** The first test that failed, and its file. */
  by: { file: string; title: string } | undefined;
  /** Seconds. */
  took: number;
}

/** What vitest's JSON reporter says, as far as it is asked here; the elements' runner says the same. */
interface Report {
  success: boolean;
  testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
}

export class ScratchCopy implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'otp-mutants-'));
  #running: ChildProcess | undefined;

  /** The files of the work tree as they stand, with the installed modules beside them. */
  constructor() {
    const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const files = execFileSync('git', listing, { cwd: root });
    const copy = `tar -c --null --ignore-failed-read -T - | tar -x -C "${this.folder}"`;
    execFileSync('sh', ['-c', copy], { cwd: root, input: files, stdio: 'pipe' });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Plants the bug, runs the tests that have to notice it, and takes it out again. */
  async judge({ file, tests }: Mutant): Promise<Judgement> {
    const begin = performance.now();
    this.#apply(file);
    const report = await this.run(tests, '--bail=1', '--maxWorkers=1');
    this.#apply('--reverse', file);
    const by = failures(report, this.folder).at(0);
    const took = (performance.now() - begin) / second;
    if (report?.success === true) return { verdict: 'LIVES', by, took };
    // Only a test that failed has caught it; a module that no longer loads has not.
    return { verdict: by === undefined ? 'BROKEN' : 'caught', by, took };
  }

  /** Runs test files; the report, or undefined if there is none. */
  async run(tests: readonly string[], ...options: string[]): Promise<Report | undefined> {
    const elements = tests.filter(isOfElements);
    const service = tests.filter((file) => !isOfElements(file));
    const reports: (Report | undefined)[] = [];
    if (service.length > 0) reports.push(await this.#runService(service, options));
    if (elements.length > 0) reports.push(await this.#runElements(elements));
    return joined(reports);
  }

  #runService(tests: readonly string[], options: readonly string[]): Promise<Report | undefined> {
    const output = join(this.folder, 'report.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporting = ['--reporter=json', `--outputFile=${output}`, `--testTimeout=${testLimit}`];
    const projects = ['--project=libsql', '--project=faults'];
    const args = [vitest, 'run', ...projects, ...reporting, ...options, ...tests];
    return this.#report(output, args, runLimit(tests.length));
  }

  #runElements(tests: readonly string[]): Promise<Report | undefined> {
    const wtr = join(root, 'node_modules/@web/test-runner/dist/bin.js');
    const args = [wtr, '--config', 'test/mutants/wtr.config.mjs', '--files', ...tests];
    return this.#report(join(this.folder, 'report.json'), args, runLimit(tests.length));
  }

  /** Runs one program to its end and reads what it has written. */
  async #report(
    output: string,
    args: readonly string[],
    limit: number,
  ): Promise<Report | undefined> {
    rmSync(output, { force: true });
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      stdio: 'ignore',
      detached: true,
    });
    this.#running = child;
    const timer = setTimeout(() => {
      stop(child);
    }, limit);
    await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    this.#running = undefined;
    return readReport(output);
  }

  [Symbol.dispose](): void {
    if (this.#running !== undefined) stop(this.#running);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #apply(...args: string[]): void {
    execFileSync('git', ['apply', ...args], { cwd: this.folder, stdio: 'pipe' });
  }
}

/** Every test that failed, with its file's path in the project. */
export function failures(report: Report | undefined, folder: string) {
  return (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => ({ file: name.slice(folder.length + 1), title: fullName })),
  );
}

function isOfElements(file: string): boolean {
  return file.startsWith('test/widget/');
}

/** One report of several; none where one is missing. */
function joined(reports: readonly (Report | undefined)[]): Report | undefined {
  const written = reports.filter((report) => report !== undefined);
  if (written.length < reports.length) return undefined;
  return {
    success: written.every(({ success }) => success),
    testResults: written.flatMap(({ testResults }) => testResults),
  };
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** Ends a run with all that it started. */
function stop({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
