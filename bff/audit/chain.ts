// The shape of a corporation's history: what an entry says and how it hangs on the one before. It
// computes; writing the row in the transaction of the change is the operation's business.
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ProblemCode } from '../contract/problem.ts';

/** Marks our leaves apart from anything else that is hashed (RFC 6962 section 2.1 does the same). */
const leafPrefix = '\0';
const scheme = 'otpw-audit-v1';

export const auditActions = [
  'corporation-created',
  'stock-imported',
  'members-synced',
  'corporation-waits',
  'corporation-reset',
  'token-retired',
  'token-unlocked',
  'token-resynced',
  'fence-raised',
  'change-opened',
  'change-cancelled',
  'intent-proved',
  'change-committed',
  'code-verified',
  'session-begun',
  'session-ended',
  'assertion-refused',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Ids and facts, no personal name, no code, no secret: there is no field for one. */
export interface AuditEvent {
  /** Milliseconds since the epoch. */
  at: number;
  action: AuditAction;
  /** `done`, or the problem with which it was refused. */
  result: 'done' | ProblemCode;
  /** Customer id of who asked; `operator` or `portal` where no member did. */
  actor: string;
  /** Customer id whose registration it is about; empty for the corporation. */
  target: string;
  requestId?: string;
  intentId?: string;
  operation?: string;
  purpose?: string;
  /** The server of the portal that asked. */
  clientId?: string;
  /** Digest of what the code approved, as the portal made it. */
  binding?: string;
  tokenId?: string;
  /** The time step or counter that was spent, in decimal. */
  step?: string;
  receiptNumber?: string;
  /** How many more refusals of this kind came after the one that was entered, and when. */
  repeated?: number;
  /** With `repeated`: what was refused, a token id or `session`. */
  subject?: string;
  /** With `repeated`: when the one that was entered came, and the end of counting. */
  from?: number;
  to?: number;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Where a chain ends: number and hash of its newest entry. */
export interface AuditHead {
  corporationId: string;
  auditSeq: number;
  auditHash: string;
}

export interface ChainedEntry {
  corporationId: string;
  seq: number;
  at: number;
  action: AuditAction;
  targetId: string;
  /** Canonical JSON of the event (RFC 8785). */
  entry: string;
  prevHash: string;
  entryHash: string;
}

/** The hash that the first entry follows; bound to environment and corporation. */
export function genesisHash(environment: string, corporationId: string): string {
  return sha256([scheme, environment, corporationId]);
}

/** The entry that follows `head`. */
export function chain(environment: string, head: AuditHead, event: AuditEvent): ChainedEntry {
  const seq = head.auditSeq + 1;
  const entry = canonicalize(event);
  if (entry === undefined) throw new TypeError('An audit event is an object');
  const prevHash = head.auditHash;
  return {
    corporationId: head.corporationId,
    seq,
    at: event.at,
    action: event.action,
    targetId: event.target,
    entry,
    prevHash,
    entryHash: entryHash(environment, head.corporationId, seq, prevHash, entry),
  };
}

/**
 * `SHA-256(0x00 ‖ scheme ‖ environment ‖ corporation ‖ seq ‖ prevHash ‖ SHA-256(entry))`, each
 * part followed by a zero byte, in hex.
 */
export function entryHash(
  environment: string,
  corporationId: string,
  seq: number,
  prevHash: string,
  entry: string,
): string {
  const digest = hash('sha256', entry, 'hex');
  return sha256([scheme, environment, corporationId, String(seq), prevHash, digest]);
}

function sha256(parts: string[]): string {
  return hash('sha256', `${leafPrefix}${parts.join('\0')}\0`, 'hex');
}
