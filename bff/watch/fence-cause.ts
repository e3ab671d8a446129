// Why a fence has to be raised when a service begins, or meets another server: pure, from what the
// database and its high-water file remember.
import { clockTolerance } from '../otp/clock-limits.ts';
import type { FenceReason } from '../otp/fence.ts';

/** A reason that the service sees by itself. */
export type FenceCause = Exclude<FenceReason, 'operator'>;

/** What the database remembers of the service that had it last. */
export interface LastRun {
  state: 'running' | 'stopped';
  /** Milliseconds since the epoch at which it was last seen. */
  seenAt: number;
}

export interface Beginning {
  /** Undefined where no service ever began on this database. */
  last: LastRun | undefined;
  /** One process at a time has this database: nobody else can be running. */
  exclusive: boolean;
  now: number;
  /** How far the database has come: the number of entries in all histories. */
  position: number;
  /** How far it had come once; undefined if nobody kept that, `unreadable` if it can't be told. */
  highWater: number | 'unreadable' | undefined;
}

/** What happened since the last run that may have made the database forget a spent code. */
export function causesAtStart(beginning: Beginning): FenceCause[] {
  const { last, exclusive, now, position, highWater } = beginning;
  const causes: FenceCause[] = [];
  if (exclusive && last?.state === 'running') causes.push('unclean-start');
  if (last !== undefined && now < last.seenAt - clockTolerance) causes.push('clock-went-back');
  if (highWater !== undefined && (highWater === 'unreadable' || position < highWater)) {
    causes.push('restore');
  }
  return causes;
}

/**
 * What another name of the server means. A name is the system identifier, a slash, and the timeline;
 * empty where the server doesn't tell.
 */
export function causeOfServer(known: string, met: string): FenceCause | undefined {
  if (known === '' || met === '' || known === met) return undefined;
  return systemOf(known) === systemOf(met) ? 'promotion' : 'restore';
}

function systemOf(name: string): string | undefined {
  return name.split('/').at(0);
}
