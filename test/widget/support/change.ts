import type { Intent, Receipt } from '../../../bff/contract/intent.ts';
import { fromNow, masterHolder } from './sample.ts';

const minute = 60_000;

/** From `separate` to `shared`, opened just now, unless told otherwise. */
export function intent(different: Partial<Intent> = {}): Intent {
  return {
    id: 'intent-1',
    operation: 'change-usage-mode',
    state: 'open',
    steps: ['prove', 'register'],
    mode: { from: 'separate', to: 'shared' },
    prover: { holder: masterHolder, token: { idTail: '1234', digits: 6 } },
    holder: { kind: 'corporation' },
    openedAt: fromNow(0),
    expiresAt: fromNow(10 * minute),
    ...different,
  };
}

export function proved(different: Partial<Intent> = {}): Intent {
  return intent({
    state: 'proved',
    steps: ['register'],
    nextCodeAt: fromNow(30_000),
    ...different,
  });
}

export function receipt(different: Partial<Receipt> = {}): Receipt {
  return {
    number: '20261122-000042',
    at: '2026-11-22T05:30:00Z',
    operation: 'change-usage-mode',
    mode: { from: 'separate', to: 'shared' },
    holder: { kind: 'corporation' },
    tokenIdTail: '9001',
    ...different,
  };
}
