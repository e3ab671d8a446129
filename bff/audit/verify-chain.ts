// Recomputes a chain, entry by entry. It knows what an entry must look like and what it must follow; what
// entries mean is the fold's.
import canonicalize from 'canonicalize';
import type { AuditRow } from '../store/audit-store.ts';
import { auditActions, type AuditEvent, type AuditHead, entryHash, genesisHash } from './chain.ts';

/** The first wrong entry, by its number, and what is wrong with it. */
export interface Fault {
  corporationId: string;
  /** Undefined where no entry tells of what is wrong. */
  seq?: number;
  wrong: string;
}

export class ChainCheck {
  readonly #environment: string;
  #head: AuditHead;

  /** @param head what the next entry must follow: the genesis, or an entry that was checked. */
  constructor(environment: string, head: AuditHead) {
    this.#environment = environment;
    this.#head = head;
  }

  /** From the first entry on. */
  static ofCorporation(environment: string, corporationId: string): ChainCheck {
    const auditHash = genesisHash(environment, corporationId);
    return new ChainCheck(environment, { corporationId, auditSeq: 0, auditHash });
  }

  get head(): AuditHead {
    return this.#head;
  }

  /** The event of the entry that comes next, or the first thing that is wrong with it. */
  next(row: AuditRow): AuditEvent | Fault {
    const { corporationId, auditSeq, auditHash } = this.#head;
    const seq = auditSeq + 1;
    if (row.seq > seq) return { corporationId, seq, wrong: 'is missing' };
    if (row.seq < seq) return { corporationId, seq, wrong: 'is not in its place' };
    if (row.prevHash !== auditHash)
      return { corporationId, seq, wrong: 'does not follow the one before it' };
    const hash = entryHash(this.#environment, corporationId, seq, row.prevHash, row.entry);
    if (row.entryHash !== hash) return { corporationId, seq, wrong: 'has another hash' };
    const event = readEvent(row.entry);
    if (event === undefined) return { corporationId, seq, wrong: 'is not in canonical form' };
    const column = strayColumn(row, event);
    if (column !== undefined)
      return { corporationId, seq, wrong: `has another ${column} in its column` };
    this.#head = { corporationId, auditSeq: seq, auditHash: hash };
    return event;
  }

  /** What is wrong with the end of the chain, as the corporation's row has it. */
  end({ auditSeq, auditHash }: AuditHead): Fault | undefined {
    const { corporationId, auditSeq: seq, auditHash: hash } = this.#head;
    if (seq < auditSeq) return { corporationId, seq: seq + 1, wrong: 'is missing' };
    if (seq > auditSeq)
      return { corporationId, seq: auditSeq + 1, wrong: 'is not counted by its corporation' };
    if (hash !== auditHash)
      return { corporationId, seq, wrong: 'is not the end that its corporation knows' };
    return undefined;
  }
}

/** True where `next` found something wrong. */
export function isFault(checked: AuditEvent | Fault): checked is Fault {
  return 'wrong' in checked;
}

/** Undefined for anything but an event, in the one form that RFC 8785 gives it. */
function readEvent(entry: string): AuditEvent | undefined {
  const parsed = parseJson(entry);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { at, action, result, actor, target, ...more } = parsed as Record<string, unknown>;
  const whole =
    typeof at === 'number' &&
    typeof result === 'string' &&
    typeof actor === 'string' &&
    typeof target === 'string' &&
    isAction(action) &&
    !('wrong' in more);
  return whole && canonicalize(parsed) === entry ? (parsed as AuditEvent) : undefined;
}

function isAction(action: unknown): boolean {
  const known: readonly unknown[] = auditActions;
  return known.includes(action);
}

/** The column that says something else than the entry. */
function strayColumn(row: AuditRow, event: AuditEvent): string | undefined {
  if (row.at !== event.at) return 'time';
  if (row.action !== event.action) return 'action';
  return row.targetId === event.target ? undefined : 'target';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
