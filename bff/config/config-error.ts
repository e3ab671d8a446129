import { StartFault } from '../errors/start-fault.ts';

/** The configuration can't be used. Names every fault at once, and never a secret's value. */
export class ConfigError extends StartFault {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['The configuration has faults:', ...faults].join('\n  - '));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
