import { readFileSync, rmSync } from 'node:fs';

/** What a runner counted. A file that could not be loaded is one failure. */
export interface Tally {
  passed: number;
  failed: number;
}

export const reportFolder = 'artefacts/reports';
export const reportPath = (runner: string) => `${reportFolder}/${runner}.json`;

/** A report of an earlier run must not speak for this one. */
export function removeReports(): void {
  rmSync(reportFolder, { recursive: true, force: true });
}

/** The parts of vitest's JSON report that count. */
interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** A test that was collected and did not run is a failure: we have none to skip. */
export function tallyVitest({ testResults }: VitestReport): Tally {
  const statuses = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = statuses.filter(({ status }) => status === 'passed').length;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status === 'passed'),
  ).length;
  return { passed, failed: statuses.length - passed + brokenFiles };
}

export function readVitest(runner: string): Tally | undefined {
  const report = readReport(runner);
  return report === undefined ? undefined : tallyVitest(report as VitestReport);
}

/** Our own reporters write a tally as it is. */
export function readTally(runner: string): Tally | undefined {
  return readReport(runner) as Tally | undefined;
}

/** Undefined when the runner died before it wrote one. */
function readReport(runner: string): unknown {
  try {
    return JSON.parse(readFileSync(reportPath(runner), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * What a runner adds to the sum. One that left no report, ran no test, or failed with every test
 * passed (an unhandled error, a leak) has failed once more than it says.
 */
export function settle(ok: boolean, tally: Tally | undefined): Tally {
  const { passed, failed } = tally ?? { passed: 0, failed: 0 };
  const isCredible = passed + failed > 0 && (ok || failed > 0);
  return { passed, failed: failed + (isCredible ? 0 : 1) };
}

export function addUp(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}
