// The contest itself: round after round, the present code of every token is submitted sixteen times at
// one instant, by eight processes to all processes of the service. It decides who submits what and
// counts what comes back; what that has to be is the tests' to say.
import type { Arena } from './arena.ts';
import { type HeldToken, period } from './bank.ts';
import type { Answer, Submission } from './contestants.ts';
import type { StepName } from './ledger.ts';
import { second } from '../../bff/durations.ts';
import { type OpenedIntent, openTwo, proof, verification } from './submissions.ts';
import { Tally } from './tally.ts';

const contestants = 8;
/** Of one code, by all contestants together. */
const submissionsOfStep = 16;
/** In every fifth round the codes that prove changes are asked to do both: verify and prove. */
const roundsOfProofs = 5;

/** A token's present code, and what it may prove beside. */
interface Prize {
  held: HeldToken;
  step: StepName;
  code: string;
  intents?: readonly [outdated: OpenedIntent, live: OpenedIntent];
}

interface Entry {
  step: StepName;
  submission: Submission;
}

export class Contest {
  readonly #arena: Arena;
  readonly #codes: readonly string[][];
  #round = -1;
  readonly tally = new Tally();

  /** @param rounds at most; so many codes are computed, from the next step on. */
  constructor(arena: Arena, rounds: number) {
    this.#arena = arena;
    this.#codes = arena.bank.tokens.map(({ token }) => token.codes(rounds, 1));
  }

  /** Goes to the next step and contests it for all tokens. `meanwhile` runs beside it. */
  async round(meanwhile?: () => Promise<void>): Promise<void> {
    await this.#arena.advance(period * second);
    this.#round += 1;
    const prizes = await this.#prizes();
    const entries = Array.from({ length: contestants }, (_, contestant) =>
      prizes.flatMap((prize) => this.#entries(prize, contestant)),
    );
    const submissions = entries.map((own) => own.map(({ submission }) => submission));
    const [answers] = await Promise.all([
      this.#arena.contestants.submit(submissions),
      meanwhile?.(),
    ]);
    this.#count(entries, answers);
  }

  #count(entries: readonly Entry[][], answers: readonly Answer[][]): void {
    for (const [contestant, own] of entries.entries()) {
      for (const [index, { step }] of own.entries()) {
        const answer = answers[contestant]?.[index];
        if (answer === undefined) throw new Error('A contestant lost an answer');
        this.tally.add(step, answer);
      }
    }
  }

  #prizes(): Promise<Prize[]> {
    const step = Math.floor(this.#arena.bank.clock.now() / (period * second));
    const proving = this.#round % roundsOfProofs === 0;
    return Promise.all(
      this.#arena.bank.tokens.map(async (held, index) => {
        const code = this.#codes[index]?.[this.#round];
        if (code === undefined) throw new Error('No code for this round');
        const prize: Prize = { held, step: `${held.token.tokenId}/${step}`, code };
        if (!proving || !held.proves) return prize;
        return { ...prize, intents: await openTwo(this.#service(index), held.holders[0]) };
      }),
    );
  }

  /** What one contestant submits of one code: the same to every process of the service. */
  #entries({ held, step, code, intents }: Prize, contestant: number): Entry[] {
    const { verifierKey } = this.#arena.bank;
    return Array.from({ length: submissionsOfStep / contestants }, (_, index) => {
      const service = this.#service(index);
      const place = contestant + contestants * index;
      // Of sixteen, two prove an intent that is over, six the one that is live, and eight verify;
      // who is asked first changes from round to round.
      const part = (place + this.#round) % contestants;
      const intent = part % 2 === 0 ? undefined : intents?.[part === 1 ? 0 : 1];
      const holder = held.holders[place % held.holders.length] ?? held.holders[0];
      const submission =
        intent === undefined
          ? verification(service, holder, code, verifierKey)
          : proof(service, intent, code);
      return { step, submission };
    });
  }

  #service(index: number) {
    const { services } = this.#arena;
    const service = services[index % services.length];
    if (service === undefined) throw new Error('No process serves');
    return service;
  }
}
