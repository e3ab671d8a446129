import { expect, test } from 'vitest';
import { operations, type OpenIntent } from '../../../bff/contract/intent.ts';
import { usageModes } from '../../../bff/contract/usage-mode.ts';
import { commitState, planIntent, stepsOf, type Target } from '../../../bff/otp/intent.ts';

const asked: OpenIntent[] = [
  { operation: 'register-first', to: 'separate' },
  { operation: 'change-usage-mode', to: 'shared', previewed: 1 },
  { operation: 'replace-token' },
  { operation: 'register-user', customerId: 'U01' },
  { operation: 'deregister-user', customerId: 'U01' },
];
const targets: Record<string, Target> = {
  master: { kind: 'master', registered: true },
  registered: { kind: 'user', registered: true },
  unregistered: { kind: 'user', registered: false },
};

/** docs/domain.md#procedures as a table: what is planned, for each procedure, mode and row. */
const table = `
register-first    unset    master        separate master
register-first    separate master        intent-conflict
register-first    shared   master        intent-conflict
change-usage-mode unset    master        mode-unset
change-usage-mode separate master        shared corporation
change-usage-mode shared   master        mode-unchanged
replace-token     unset    master        mode-unset
replace-token     separate master        separate master
replace-token     shared   master        shared corporation
register-user     unset    unregistered  mode-unset
register-user     separate unregistered  separate user
register-user     separate registered    row-changed
register-user     separate master        row-changed
register-user     shared   unregistered  shared-mode
deregister-user   unset    registered    mode-unset
deregister-user   separate registered    separate user
deregister-user   separate unregistered  row-changed
deregister-user   separate master        master-deregistration
deregister-user   shared   master        master-deregistration
deregister-user   shared   unregistered  shared-mode
`
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/));

test.each(table)('%s in mode %s on the row %s', (operation, mode, row, ...outcome) => {
  const request = asked.find((one) => one.operation === operation);
  const known = usageModes.find((one) => one === mode);
  if (request === undefined || known === undefined) throw new Error('a typo in the table');
  const plan = planIntent(request, known, targets[row ?? '']);
  const told = typeof plan === 'string' ? [plan] : [plan.modeTo, plan.holder];
  expect(told).toEqual(outcome);
});

test('A48 nothing but the first goes without a proof', () => {
  const unproved = operations.filter((operation) => commitState(operation) === 'open');
  expect(unproved).toEqual(['register-first']);
  for (const operation of operations) {
    const first = stepsOf(operation, 'open').at(0);
    expect(first === 'prove').toBe(operation !== 'register-first');
    expect(stepsOf(operation, 'committed')).toEqual([]);
  }
});
