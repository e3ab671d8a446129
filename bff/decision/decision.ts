// What a decision has in its hands: the transaction, the corporation as locked in it, the one instant,
// and the only ways into the history. It does not know what is decided.
import type { AuditAction, AuditEvent, AuditHead } from '../audit/chain.ts';
import type { Refusal } from '../errors/refusal.ts';
import type { Context } from '../ports.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { appendAudit } from './append-audit.ts';
import { enterRefused } from './enter-refused.ts';
import { KeptRefusal } from './kept-refusal.ts';

/** Who asks for a decision, and how the history calls it. */
export interface Question {
  corporationId: string;
  action: AuditAction;
  /** Customer id of who asks; `portal` where no member does. */
  actor: string;
  requestId: string;
  /** What an entry says beside it, as far as it is known from the start. */
  facts?: Facts;
}

/** What an entry says of its matter. */
export type Facts = Partial<Omit<AuditEvent, 'at' | 'action' | 'requestId' | 'result'>>;

export interface Standing {
  question: Question;
  tx: Transaction;
  /** Locked in this transaction. */
  corporation: Corporation;
  /** From the watched clock, in milliseconds. */
  now: number;
}

export class Decision {
  readonly tx: Transaction;
  readonly corporation: Corporation;
  readonly now: number;
  readonly #context: Pick<Context, 'config'>;
  readonly #question: Question;
  #facts: Facts;
  #head: AuditHead;

  constructor(context: Pick<Context, 'config'>, { question, tx, corporation, now }: Standing) {
    this.#context = context;
    this.#question = question;
    this.tx = tx;
    this.corporation = corporation;
    this.now = now;
    this.#facts = question.facts ?? {};
    this.#head = corporation;
  }

  /** Where the history ends now, for what writes entries of another kind in this transaction. */
  get head(): AuditHead {
    return this.#head;
  }

  /** What all entries from here on say beside the question. */
  concerns(facts: Facts): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** Enters that it was done. */
  async enter(facts: Facts = {}): Promise<void> {
    const event = this.#event('done', facts);
    this.#head = await appendAudit(this.#context, this.tx, this.#head, event);
  }

  /**
   * Enters a refusal whose charge stays. `subject`: what further ones are counted under, if this kind can
   * be repeated without limit; a token id, say.
   */
  async keep(refusal: Refusal, subject?: string, facts: Facts = {}): Promise<KeptRefusal> {
    const event = this.refused(refusal, facts);
    this.#head = await enterRefused(this.#context, this.tx, this.#head, event, {
      refusal,
      subject,
    });
    return new KeptRefusal(refusal);
  }

  /** Answers what was refused, and entered, when the same request came first. */
  repeat(refusal: Refusal): KeptRefusal {
    return new KeptRefusal(refusal);
  }

  /** The entry of a refusal of this question. */
  refused({ code }: Refusal, facts: Facts = {}): AuditEvent {
    return this.#event(code, facts);
  }

  #event(result: AuditEvent['result'], facts: Facts): AuditEvent {
    const { action, actor, requestId } = this.#question;
    const at = this.now;
    return { actor, target: '', ...this.#facts, ...facts, at, action, requestId, result };
  }
}
