import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { reportFolder, reportPath, type Tally } from './reports.ts';

/** A reporter that leaves the counts of the run in a file and prints nothing. */
export function tallyReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      mkdirSync(reportFolder, { recursive: true });
      writeFileSync(reportPath('wtr'), JSON.stringify(tallySessions(sessions)));
    },
  };
}

type Session = Pick<TestSession, 'passed' | 'testResults'>;

export function tallySessions(sessions: readonly Session[]): Tally {
  const tally = { passed: 0, failed: 0 };
  for (const { passed, testResults } of sessions) {
    const results = testResults === undefined ? [] : resultsOf(testResults);
    const failed = results.filter((ok) => !ok).length;
    tally.passed += results.length - failed;
    // A file that does not load fails without a failed test.
    tally.failed += failed === 0 && passed !== true ? 1 : failed;
  }
  return tally;
}

/** One boolean for each test; a skipped one has not passed. */
function resultsOf({ tests, suites }: TestSuiteResult): boolean[] {
  return [...tests.map(({ passed, skipped }) => passed && !skipped), ...suites.flatMap(resultsOf)];
}
