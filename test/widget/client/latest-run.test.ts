import { expect } from '@open-wc/testing';

import { LatestRun } from '../../../widget/client/latest-run.ts';

describe('LatestRun', () => {
  it('ends the run before when another begins', () => {
    const run = new LatestRun();
    const first = run.begin();
    const second = run.begin();

    expect(first.aborted).to.equal(true);
    expect(second.aborted).to.equal(false);
  });

  it('begins again after its end', () => {
    const run = new LatestRun();
    const first = run.begin();
    run.end();

    expect(first.aborted).to.equal(true);
    expect(run.begin().aborted).to.equal(false);
  });
});
