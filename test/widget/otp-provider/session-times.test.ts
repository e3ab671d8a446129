import { expect } from '@open-wc/testing';

import {
  phaseAt,
  sessionTimes,
  untilNextPhase,
} from '../../../widget/otp-provider/session-times.ts';
import { session } from '../support/sample.ts';

const minute = 60_000;
const start = Date.parse('2026-04-01T09:00:00Z');
const inMinutes = (minutes: number) => new Date(start + minutes * minute).toISOString();
const times = sessionTimes(session({ idleEndsAt: inMinutes(10), endsAt: inMinutes(30) }), start);

describe('the times of a session', () => {
  it('is active until two minutes before the idle end', () => {
    expect(phaseAt(times, start + 8 * minute - 1)).to.deep.equal({ phase: 'active' });
    expect(phaseAt(times, start + 8 * minute)).to.deep.equal({ phase: 'ending', secondsLeft: 120 });
  });

  it('ends after ten minutes without a question', () => {
    expect(phaseAt(times, start + 10 * minute - 1).phase).to.equal('ending');
    expect(phaseAt(times, start + 10 * minute)).to.deep.equal({
      phase: 'ended',
      by: 'idle',
    });
  });

  it('lives ten minutes longer after every answer', () => {
    const touched = { ...times, answeredAt: start + 9 * minute };
    expect(phaseAt(touched, start + 16 * minute)).to.deep.equal({ phase: 'active' });
  });

  it('ends at the latest end whatever is asked', () => {
    const touched = { ...times, answeredAt: start + 29 * minute };
    expect(phaseAt(touched, start + 29 * minute).phase).to.equal('ending');
    expect(phaseAt(touched, start + 30 * minute)).to.deep.equal({
      phase: 'ended',
      by: 'limit',
    });
  });

  it('tells how long to wait for the next phase', () => {
    expect(untilNextPhase(times, start)).to.equal(8 * minute);
    expect(untilNextPhase(times, start + 9 * minute)).to.equal(minute);
    expect(untilNextPhase(times, start + 11 * minute)).to.equal(0);
  });
});
