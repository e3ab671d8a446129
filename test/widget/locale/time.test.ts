import { expect } from '@open-wc/testing';

import { formatTime, formatWait, fullMinute } from '../../../widget/locale/time.ts';

describe('time', () => {
  it('is told as it is in Japan', () => {
    expect(formatTime('ja', '2026-11-22T15:05:59Z')).to.equal('2026年11月23日 0:05');
    expect(formatTime('en', '2026-11-22T00:05:00Z')).to.equal('November 22, 2026 at 9:05 AM');
  });

  it('is rounded up to a minute that is not too early', () => {
    expect(fullMinute('2026-11-22T06:04:00.001Z')).to.equal('2026-11-22T06:05:00.000Z');
    expect(fullMinute('2026-11-22T06:05:00Z')).to.equal('2026-11-22T06:05:00.000Z');
  });

  it('is waited for in seconds, and if long in minutes', () => {
    const told = [1, 99, 100, 120, 121].map((seconds) => formatWait(seconds, ' s', ' min'));

    expect(told).to.deep.equal(['1 s', '99 s', '2 min', '2 min', '3 min']);
  });
});
