import { expect } from '@open-wc/testing';

import { settle, type SettleOptions } from '../../../widget/intent/settle.ts';
import { intent, proved, receipt } from '../support/change.ts';
import { json, PretendBank, problem } from '../support/pretend-bank.ts';

const route = 'GET /otp/v1/intents/intent-1';

/** Waits for nothing, and writes down how long it would have. */
function options(bank: PretendBank, signal = new AbortController().signal) {
  const waited: number[] = [];
  const sleep: SettleOptions['sleep'] = (ms) => {
    waited.push(ms);
    return Promise.resolve();
  };
  return { waited, client: bank.client, signal, sleep };
}

describe('settle (A89, A104)', () => {
  it('believes a receipt at once', async () => {
    const committed = intent({ state: 'committed', steps: [], receipt: receipt() });
    const bank = new PretendBank().on(route, () => json(committed));

    expect(await settle(proved(), options(bank))).to.deep.equal(committed);
    expect(bank.count(route)).to.equal(1);
  });

  it('does not believe a single 「not yet」', async () => {
    const states = ['proved', 'committed'] as const;
    const bank = new PretendBank().on(route, () =>
      json(intent({ state: states[bank.count(route) - 1] ?? 'committed' })),
    );

    expect(await settle(proved(), options(bank))).to.have.property('state', 'committed');
    expect(bank.count(route)).to.equal(2);
  });

  it('asks on through silence, ever more slowly', async () => {
    const bank = new PretendBank().on(route, () => {
      if (bank.count(route) === 4) return problem('busy');
      if (bank.count(route) < 8) throw new TypeError('network');
      return json(intent({ state: 'void' }));
    });
    const run = options(bank);
    await settle(proved(), run);

    expect(run.waited).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('stops where the server will not tell', async () => {
    const bank = new PretendBank().on(route, () => problem('session-ended'));
    const settled = settle(proved(), options(bank)).catch((error: unknown) => error);

    expect(await settled).to.have.property('code', 'session-ended');
  });

  it('stops when nobody waits any more', async () => {
    const bank = new PretendBank().on(route, () => json(proved()));
    const settled = settle(proved(), options(bank, AbortSignal.abort())).catch(
      (error: unknown) => error,
    );

    expect(await settled).to.have.property('name', 'AbortError');
  });
});
