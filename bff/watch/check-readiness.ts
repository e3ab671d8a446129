import { second } from '../durations.ts';
import type { Context } from '../ports.ts';
import { noteReadiness } from '../store/assertion-store.ts';

/** Anybody may ask, and each probe is a durable write: one serves all who ask meanwhile. */
const probeEvery = 5 * second;

/** Asks whether changes can be committed right now. */
export type ReadinessCheck = () => Promise<void>;

/**
 * A check that proves, by a write of its own, that the database takes writes. Migrations were done
 * when it was opened.
 *
 * @throws whatever the write threw, to all who ask within 5 seconds.
 */
export function readinessCheck({ clock, database }: Context): ReadinessCheck {
  let latest: { at: number; result: Promise<void> } | undefined;

  return function check() {
    const now = clock.now();
    if (latest === undefined || Math.abs(now - latest.at) >= probeEvery)
      latest = { at: now, result: database.write((tx) => noteReadiness(tx, now)) };
    return latest.result;
  };
}
