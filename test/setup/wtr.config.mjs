import { defaultReporter } from '@web/test-runner';
import config from '../../web-test-runner.config.js';
import { tallyReporter } from './wtr-tally.ts';

// The configuration as it is, and a reporter that counts for `npm test`.
export default {
  ...config,
  reporters: [...(config.reporters ?? [defaultReporter()]), tallyReporter()],
};
