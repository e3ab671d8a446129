// One ask on its way: follows the transactions that the service makes for it, and asks the model at
// each of them. Whatever the order in which several errands meet the database, each is predicted
// from the world as it is at that very moment.
import { type Answer, type Ask, isSeatAsk, refused, type SeatAsk } from './asks.ts';
import { type Granted, type Model, unreliable } from './model.ts';
import { nameOf } from './world.ts';

export class Errand {
  readonly #ask: Ask;
  readonly #model: Model;
  readonly #now: () => number;
  #askedAt: number;
  /** What is sent; the browser may have another one by the time it is read. */
  #cookie: number | undefined;
  #granted: Granted | undefined;
  #seen = false;
  /** Its refusal is in the history. */
  #told = false;
  /** What the model says it is answered; undefined until it is decided. */
  expected: Answer | undefined;

  constructor(ask: Ask, model: Model, now: () => number) {
    this.#ask = ask;
    this.#model = model;
    this.#now = now;
    this.#askedAt = now();
    // A browser without a cookie is refused before anything is read.
    // A signature or an assertion is judged by the time before anything is read.
    const isJudgedFirst = ask.kind === 'sign-in' || ask.kind === 'verify';
    if (isJudgedFirst && model.unreliableUntil !== undefined)
      this.expected = unreliable(model.unreliableUntil);
    if (!isSeatAsk(ask)) return;
    this.#cookie = model.cookies.get(nameOf(ask.seat));
    if (this.#cookie === undefined) this.expected = refused('session-ended');
  }

  /** A transaction of this ask has ended, well or not. */
  transacted(): void {
    // What was refused is entered into the history afterwards, when its own transaction is undone.
    if (this.expected?.is === 'refused' && !this.#told && this.#ask.kind !== 'read') {
      this.#told = true;
      return;
    }
    if (this.expected !== undefined) throw new Error('a transaction after the decision');
    if (isSeatAsk(this.#ask)) this.#onTheWay(this.#ask);
    else this.expected = this.#model.serve(this.#ask, this.#moment());
  }

  /** First the session is read, then perhaps noted as seen; what comes then decides. */
  #onTheWay(ask: SeatAsk): void {
    const granted = this.#granted;
    if (granted === undefined) this.#resume(ask);
    else if (granted.unseen && !this.#seen) {
      this.#model.see(granted);
      this.#reach(granted);
    } else {
      this.expected = this.#model.decide(ask, granted, this.#moment());
    }
  }

  #resume(ask: SeatAsk): void {
    const granted = this.#model.resume(ask.seat, this.#cookie, this.#now());
    if ('is' in granted) this.expected = granted;
    else {
      this.#granted = granted;
      if (!granted.unseen) this.#reach(granted);
    }
  }

  #reach(granted: Granted): void {
    this.#seen = true;
    this.#askedAt = this.#now();
    this.expected = this.#model.beforehand(granted);
  }

  #moment() {
    return { now: this.#now(), askedAt: this.#askedAt };
  }
}
