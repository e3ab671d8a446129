// The state that the model keeps: plain values, so that a backup of the world is a copy of it. It
// knows no rule; `judge.ts` and `model.ts` do.
import type { Operation } from '../../bff/contract/intent.ts';
import type { ChosenMode, UsageMode } from '../../bff/contract/usage-mode.ts';

/** Milliseconds since the epoch; 0 stands for never. */
export type Instant = number;

/** What came with the stock, and the truth about the device that the service can't see. */
export interface Device {
  corporationId: string;
  tokenId: string;
  kind: 'totp' | 'hotp';
  algorithm: 'sha1' | 'sha256' | 'sha512';
  digits: 6 | 8;
  /** Seconds; 0 for HOTP. */
  period: number;
  /** Steps by which its clock is really ahead. */
  ahead: number;
  /** HOTP: its first counter. */
  counter: bigint;
}

/** A token as its row should be. */
export interface TokenRow {
  lastStep: bigint;
  drift: number;
  state: 'stock' | 'held' | 'disabled';
  /** When the bank's desk last saw two codes of it in a row. */
  settledAt: Instant;
}

/** Wrong codes of one actor on one token; of everybody together where the actor is empty. */
export interface Attempts {
  consecutive: number;
  recent: Instant[];
  pausedUntil: Instant;
  disabledAt: Instant;
}

export interface Used {
  count: number;
  windowStart: Instant;
}

export interface Change {
  /** The story's own number; what the service calls it, only the stage knows. */
  number: number;
  corporationId: string;
  operation: Operation;
  state: 'open' | 'proved' | 'committed' | 'void' | 'expired';
  modeFrom: UsageMode;
  modeTo: ChosenMode;
  /** Who holds the new token or loses his; empty for the corporation. */
  customerId: string;
  version: number;
  actorId: string;
  /** The session that opened it. */
  session: number;
  key: string;
  openedAt: Instant;
  expiresAt: Instant;
  proved?: { tokenId: string; step: bigint };
  /** What was sent with the commit, and the token that the receipt names. */
  committed?: { sent: string; tokenId: string; at: Instant; holder: string };
}

export interface Corporation {
  corporationId: string;
  mode: UsageMode;
  modeVersion: number;
  version: number;
  /** Customer id of every member; the master's is `master`. */
  members: string[];
  master: string;
  tokens: Record<string, TokenRow>;
  /** Token id by holder; the corporation itself is the empty one. */
  holders: Record<string, string>;
  /** By `tokenId/actorId`. */
  attempts: Record<string, Attempts>;
  /** By `actorId/kind`. */
  allowances: Record<string, Used>;
  fencedAt: Instant;
  restoredAt: Instant;
  /** Until when each used assertion is remembered, and how far they were forgotten. */
  assertions: { kept: Instant[]; forgotten: Instant };
}

export interface Session {
  number: number;
  corporationId: string;
  customerId: string;
  authenticatedAt: Instant;
  lastSeenAt: Instant;
  expiresAt: Instant;
  /** Set once something ended it before its time. */
  ended?: { at: Instant; by: 'token-changed' | 'rights-lost' };
}

export interface World {
  /** The mark of the last service: whether it ended well, and when it was last seen. */
  service: { state: 'running' | 'stopped'; seenAt: Instant };
  corporations: Record<string, Corporation>;
  sessions: Session[];
  changes: Change[];
}

/** Two of one master's browsers are two seats. */
export interface Seat {
  corporationId: string;
  customerId: string;
  place: 'desk' | 'laptop';
}

export function nameOf({ corporationId, customerId, place }: Seat): string {
  return `${customerId} of ${corporationId} at the ${place}`;
}

export function corporationOf(world: World, corporationId: string): Corporation {
  return given(world.corporations[corporationId], `corporation ${corporationId}`);
}

/** For what the story itself put there. */
export function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The story knows no ${what}`);
  return value;
}
