// P19: all sequences of up to six changes that a master can ask for, decided by the service's own rule
// and carried out on a picture of who holds what. It is pure, so that every sequence can be tried.
import { expect, test } from 'vitest';
import type { OpenIntent } from '../../bff/contract/intent.ts';
import type { UsageMode } from '../../bff/contract/usage-mode.ts';
import { planIntent, type Plan, type Target } from '../../bff/otp/intent.ts';

const longest = 6;
const users = ['U01', 'U02'] as const;

/** Who holds a token: `M1`, users, or the corporation. */
interface Picture {
  mode: UsageMode;
  holders: ReadonlySet<string>;
}

const asked: OpenIntent[] = [
  { operation: 'register-first', to: 'separate' },
  { operation: 'register-first', to: 'shared' },
  { operation: 'change-usage-mode', to: 'separate' },
  { operation: 'change-usage-mode', to: 'shared' },
  { operation: 'replace-token' },
  ...['M1', ...users].flatMap((customerId): OpenIntent[] => [
    { operation: 'register-user', customerId },
    { operation: 'deregister-user', customerId },
  ]),
];

function targetOf(change: OpenIntent, { holders }: Picture): Target | undefined {
  if (!('customerId' in change)) return undefined;
  const kind = change.customerId === 'M1' ? 'master' : 'user';
  return { kind, registered: holders.has(change.customerId) };
}

function carryOut(change: OpenIntent, plan: Plan, { holders }: Picture): Picture {
  const principal = plan.modeTo === 'shared' ? 'corporation' : 'M1';
  const mode = plan.modeTo;
  switch (change.operation) {
    case 'register-first':
    case 'change-usage-mode':
      return { mode, holders: new Set([principal]) };
    case 'replace-token':
      return { mode, holders: new Set([...holders, principal]) };
    case 'register-user':
      return { mode, holders: new Set([...holders, change.customerId]) };
    case 'deregister-user':
      return { mode, holders: new Set([...holders].filter((one) => one !== change.customerId)) };
  }
}

/** The token whose code has to prove the next change; undefined while no mode is set. */
function principalOf(mode: UsageMode): string | undefined {
  if (mode === 'unset') return undefined;
  return mode === 'shared' ? 'corporation' : 'M1';
}

test('P19 no sequence of changes leaves the master without a token in use', () => {
  let sequences = 0;
  let reached = 0;
  const follow = (picture: Picture, length: number): void => {
    sequences += 1;
    const principal = principalOf(picture.mode);
    if (principal !== undefined) {
      reached += 1;
      expect(picture.holders.has(principal)).toBe(true);
    }
    if (length === longest) return;
    for (const change of asked) {
      const plan = planIntent(change, picture.mode, targetOf(change, picture));
      if (typeof plan !== 'string') follow(carryOut(change, plan, picture), length + 1);
    }
  };
  follow({ mode: 'unset', holders: new Set() }, 0);
  expect(sequences).toBeGreaterThan(1000);
  expect(reached).toBe(sequences - 1);
});

test('P19 a mode that was set is never unset by the master', () => {
  for (const mode of ['separate', 'shared'] as const) {
    const holders = new Set([mode === 'shared' ? 'corporation' : 'M1']);
    for (const change of asked) {
      const plan = planIntent(change, mode, targetOf(change, { mode, holders }));
      if (typeof plan !== 'string') expect(plan.modeTo).not.toBe('unset');
    }
  }
});
