import type { Random } from '../faults/random.ts';
import type { Wire } from '../support/wire.ts';
import type { Ask } from './ask.ts';
import type { Bank } from './bank.ts';
import { tricks } from './hostile.ts';
import { rotten, spoiled } from './spoiled-bodies.ts';
import { ValidAsks } from './valid.ts';

/** Makes requests: of ten, five valid ones, three with a spoiled body and two hostile ones. */
export class Maker {
  readonly #bank: Bank;
  readonly #wire: Wire;
  readonly #random: Random;
  readonly #valid: ValidAsks;
  /** What sort of request the last one was. */
  sort = '';

  constructor(bank: Bank, wire: Wire, random: Random) {
    this.#bank = bank;
    this.#wire = wire;
    this.#random = random;
    this.#valid = new ValidAsks(bank, wire, random);
  }

  async next(): Promise<Ask> {
    const ask = await this.#valid.next();
    const drawn = this.#random.below(10);
    if (drawn < 5) this.sort = 'valid';
    else if (drawn < 8 && ask.operation.body !== undefined) this.#spoil(ask);
    else this.#play(ask);
    return ask;
  }

  /** One master opens one change after the other; undefined where the app opens none. */
  async hurry(): Promise<Ask | undefined> {
    const opening = this.#wire.operations.find(({ path }) => path.endsWith('/intents'));
    const hasty = this.#bank.parties.find(({ master }) => master);
    if (opening === undefined || hasty === undefined) return undefined;
    this.sort = 'valid';
    const ask = await this.#valid.of(opening, hasty);
    const sent = { operation: 'replace-token' };
    return { ...ask, sent, body: JSON.stringify(sent) };
  }

  #spoil(ask: Ask): void {
    this.sort = 'spoiled';
    const isRotten = this.#random.below(2) === 0;
    const [how, spoil] = this.#random.pick(Object.entries(isRotten ? rotten : spoiled));
    const body = spoil(ask, this.#random);
    Object.assign(ask, { how, body });
    ask.mustFail = isRotten || typeof body !== 'string' || !this.#isTaken(ask, body);
  }

  #play(ask: Ask): void {
    this.sort = 'hostile';
    const trick = this.#random.pick(tricks);
    ask.how = trick.how;
    ask.mustFail = trick.play(ask, this.#random, this.#bank);
  }

  /** Whether the description takes a body. */
  #isTaken({ operation }: Ask, body: string): boolean {
    if (operation.body === undefined || body === '') return false;
    return this.#wire.faultsOf(operation.body, JSON.parse(body)).length === 0;
  }
}
