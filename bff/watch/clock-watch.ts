// Whether the wall clock can be believed, judged against the monotonic one: pure, from one sample to
// the next. It knows no fence and no server; whoever keeps the watch acts on what it finds.
import { minute, second } from '../durations.ts';
import { clockTolerance } from '../otp/clock-limits.ts';

/** A jump ahead that stands so long is believed: a machine that slept, a clock that was set right. */
const believedAfter = minute;

/** A clock that is being adjusted moves 500 millionths at most (adjtimex); twice that is followed. */
const slewRate = 0.001;

/** Both clocks at one instant, in milliseconds. */
export interface ClockSample {
  wall: number;
  elapsed: number;
}

interface Believed {
  /** Wall clock less monotonic clock, as believed at `checkedAt`. */
  offset: number;
  /** Monotonic. */
  checkedAt: number;
}

export type ClockState =
  | ({ kind: 'steady' } & Believed)
  /** Stays until `believe`: what follows from it must have been done first. */
  | ({ kind: 'went-back' } & Believed)
  /** `since` is monotonic, `jumpedTo` the offset that has stood since then. */
  | ({ kind: 'ahead'; jumpedTo: number; since: number } & Believed);

/** Takes the wall clock at its word. */
export function believe({ wall, elapsed }: ClockSample): ClockState {
  return { kind: 'steady', offset: wall - elapsed, checkedAt: elapsed };
}

/** What is known after one more look at the clocks. */
export function watchClock(before: ClockState, sample: ClockSample): ClockState {
  if (before.kind === 'went-back') return before;
  const seen = sample.wall - sample.elapsed;
  const offset = follow(before, seen, sample.elapsed);
  const believed = { offset, checkedAt: sample.elapsed };
  if (seen < offset - clockTolerance) return { kind: 'went-back', ...believed };
  if (seen <= offset + clockTolerance) return { kind: 'steady', ...believed };

  const stands = before.kind === 'ahead' && Math.abs(seen - before.jumpedTo) <= clockTolerance;
  const { jumpedTo, since } = stands ? before : { jumpedTo: seen, since: sample.elapsed };
  if (sample.elapsed - since >= believedAfter) return believe(sample);
  return { kind: 'ahead', ...believed, jumpedTo, since };
}

/** Milliseconds until codes may be judged again, as far as it is known; 0: now. */
export function unreliableFor(state: ClockState, { elapsed }: ClockSample): number {
  switch (state.kind) {
    case 'steady':
      return 0;
    case 'went-back':
      return second;
    case 'ahead':
      return state.since + believedAfter - elapsed;
  }
}

/** The believed offset, moved towards what is seen as fast as an adjusted clock may move. */
function follow({ offset, checkedAt }: Believed, seen: number, elapsed: number): number {
  const reach = (elapsed - checkedAt) * slewRate;
  return offset + Math.min(reach, Math.max(-reach, seen - offset));
}
