// The contest itself: round after round, the present code of every token is submitted many times at one
// instant, by eight processes to all processes of the service. It decides who submits what and counts
// what comes back; what that has to be is the tests' to say.
import { second } from '../../bff/durations.ts';
import { type Arena, contestants } from './arena.ts';
import { type HeldToken, period } from './bank.ts';
import type { Submission } from './contestants.ts';
import type { StepName } from './ledger.ts';
import { type OpenedIntent, openTwo, proof, verification } from './submissions.ts';
import { Tally } from './tally.ts';

/** In every fifth round the codes that prove changes are asked for both, to verify and to prove. */
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
  readonly #submissions: number;
  readonly #codes: readonly string[][];
  #round = -1;
  readonly tally = new Tally();

  /**
   * @param rounds at most; so many codes are computed, from the next step on.
   * @param submissions of one code, by all contestants together.
   */
  constructor(arena: Arena, { rounds, submissions }: { rounds: number; submissions: number }) {
    this.#arena = arena;
    this.#submissions = submissions;
    this.#codes = arena.bank.tokens.map(({ token }) => token.codes(rounds, 1));
  }

  /** Goes to the next step and contests it for all tokens. `meanwhile` runs beside it. */
  async round(meanwhile?: () => Promise<void>): Promise<void> {
    await this.#arena.advance(period * second);
    this.#round += 1;
    const prizes = await this.#prizes();
    const entries = prizes.flatMap((prize) => this.#entries(prize));
    const [answers] = await Promise.all([
      this.#arena.contestants.submit(entries.map(({ submission }) => submission)),
      meanwhile?.(),
    ]);
    for (const [index, answer] of answers.entries()) {
      this.tally.add(entries[index]?.step ?? '/', answer);
    }
  }

  #prizes(): Promise<Prize[]> {
    const { bank, service } = this.#arena;
    const step = Math.floor(bank.clock.now() / (period * second));
    const proving = this.#round % roundsOfProofs === 0;
    return Promise.all(
      bank.tokens.map(async (held, index) => {
        const code = this.#codes[index]?.[this.#round];
        if (code === undefined) throw new Error('No code for this round');
        const prize: Prize = { held, step: `${held.token.tokenId}/${step}`, code };
        if (!proving || !held.proves) return prize;
        return { ...prize, intents: await openTwo(service(index), held.holders[0]) };
      }),
    );
  }

  /** Contestants submit in turn, to the processes of the service in turn, until all is submitted. */
  #entries({ held, step, code, intents }: Prize): Entry[] {
    const { bank, service } = this.#arena;
    return Array.from({ length: this.#submissions }, (_, place) => {
      // Whoever submits a second time submits to another process.
      const server = service(place + Math.floor(place / contestants));
      // Of eight, one proves an intent that is over, the others the one that is live; and in every
      // other of these rounds four of them verify instead, which is quicker and mostly wins.
      const verifying = this.#round % 2 === 0 && place % 2 === 0;
      const intent = verifying ? undefined : intents?.[place % contestants === 1 ? 0 : 1];
      const holder = held.holders[place % held.holders.length] ?? held.holders[0];
      const submission =
        intent === undefined
          ? verification(server, holder, code, bank.portalServer)
          : proof(server, intent, code);
      return { step, submission };
    });
  }
}
