// How far the clocks of a service may be off before anybody notices. The watch keeps to these numbers;
// whatever must outlast an unnoticed step back is kept for as long.
import { second } from '../durations.ts';

/** A larger difference is no adjustment but a jump. */
export const clockTolerance = 2 * second;

/**
 * While it serves, a service leaves a mark of the time at least so often. One that is killed is known
 * to its next start by a mark of this age.
 */
export const longestUnmarked = 10 * second;

/**
 * The farthest that time may seem to go back, from one decision to a later one, without anybody
 * noticing. Three things add up:
 *
 * - one clock may be turned from the one end of the tolerance round what is believed to the other;
 * - two services may be apart: each compares itself with the database server's clock and may be off by
 *   the tolerance, and by as much again for the time that the answer took;
 * - a service may be killed and its clock turned before it starts again: it compares with its last mark.
 */
export const largestUnseenStepBack = 2 * clockTolerance + 4 * clockTolerance + longestUnmarked;
