// The service's own eye on the histories: their ends when it starts, a piece of one in each minute. What
// is found is told to people and stops nothing: else a person who can write one row could close the
// bank's counter, and the codes are judged by tables that this program keeps right either way.
import { genesisHash } from '../audit/chain.ts';
import { ChainCheck, type Fault, isFault } from '../audit/verify-chain.ts';
import { historyBroken } from '../events.ts';
import type { Context } from '../ports.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { findBrokenEnds, pageOfCorporations, pageOfEntries } from '../store/history-store.ts';

/** Newest entries of a corporation that one look recomputes. */
const sample = 200;

export interface WatchHistoryOptions extends Pick<Context, 'database' | 'log'> {
  readonly config: Pick<Context['config'], 'environment'>;
}

export class HistoryWatch {
  readonly #options: WatchHistoryOptions;
  /** The corporation that was looked at last; empty before the first. */
  #after = '';

  constructor(options: WatchHistoryOptions) {
    this.#options = options;
  }

  /** Compares where each corporation's row says that its history ends with where it ends. */
  async lookAtEnds(): Promise<void> {
    const { database, log } = this.#options;
    const broken = await database.read((tx) => findBrokenEnds(tx));
    for (const corporationId of broken)
      historyBroken(log, { corporationId, wrong: 'the last entry is not the one that is known' });
  }

  /** Recomputes the newest entries of the next corporation; after the last one it begins anew. */
  async lookAtNext(): Promise<void> {
    const { database, log } = this.#options;
    const fault = await database.read(async (tx) => {
      const [corporation] = await pageOfCorporations(tx, this.#after, 1);
      this.#after = corporation?.corporationId ?? '';
      return corporation === undefined ? undefined : this.#look(tx, corporation);
    });
    if (fault !== undefined) historyBroken(log, fault);
  }

  async #look(tx: Transaction, corporation: Corporation): Promise<Fault | undefined> {
    const { corporationId, auditSeq } = corporation;
    const before = Math.max(auditSeq - sample, 0);
    const [known] = before === 0 ? [] : await pageOfEntries(tx, corporationId, before - 1, 1);
    const genesis = genesisHash(this.#options.config.environment, corporationId);
    const auditHash = before === 0 ? genesis : (known?.entryHash ?? '');
    const begin = { corporationId, auditSeq: before, auditHash };
    const check = new ChainCheck(this.#options.config.environment, begin);
    for (const row of await pageOfEntries(tx, corporationId, before, sample + 1)) {
      const event = check.next(row);
      if (isFault(event)) return event;
    }
    return check.end(corporation);
  }
}
