import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import config from '../../web-test-runner.config.js';

/** The tests of a suite and of those in it, in the form of vitest's report. */
function assertionsOf({ tests, suites }) {
  return [
    ...tests.map(({ name, passed }) => ({
      status: passed ? 'passed' : 'failed',
      fullName: name,
    })),
    ...suites.flatMap(assertionsOf),
  ];
}

// The configuration as it is, and in place of its words a report that a scratch copy reads.
export default {
  ...config,
  reporters: [
    {
      onTestRunFinished({ sessions }) {
        const testResults = sessions.map(({ testFile, testResults: results }) => ({
          name: testFile,
          assertionResults: results ? assertionsOf(results) : [],
        }));
        const success = sessions.every(({ passed }) => passed);
        writeFileSync(join(process.cwd(), 'report.json'), JSON.stringify({ success, testResults }));
      },
    },
  ],
};
