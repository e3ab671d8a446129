// Everything that anybody can ask of the service in a story, and what may be answered. The model
// predicts the answer of each, the stage gets the real one.
import type {
  CommitInput,
  IntentState,
  IntentStep,
  OpenIntent,
} from '../../bff/contract/intent.ts';
import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import type { OperatorRefusalCode } from '../../bff/errors/operator-refusal.ts';
import { nameOf, type Seat } from './world.ts';

/** What a person asks with the cookie of his seat. `change` is the story's own number of an intent. */
export type SeatAsk =
  | { kind: 'open'; seat: Seat; asked: OpenIntent; key: string; number: number }
  | { kind: 'prove'; seat: Seat; change: number; code: string }
  | { kind: 'commit'; seat: Seat; change: number; sent: CommitInput }
  | { kind: 'cancel'; seat: Seat; change: number }
  | { kind: 'read'; seat: Seat; change: number };

/** What the portal and the bank do. */
export type ServerAsk =
  | { kind: 'sign-in'; seat: Seat; number: number }
  | { kind: 'verify'; corporationId: string; customerId: string; code: string }
  | { kind: 'sync'; corporationId: string; members: string[]; master: string }
  | { kind: 'unlock'; corporationId: string; tokenId: string }
  | { kind: 'resync'; corporationId: string; tokenId: string; code: string; nextCode: string }
  | { kind: 'reset'; corporationId: string; keepToken: boolean }
  | { kind: 'retire'; corporationId: string; tokenId: string }
  | { kind: 'fence'; corporationId: string };

export type Ask = SeatAsk | ServerAsk;
export type Asked<Kind extends Ask['kind']> = Extract<Ask, { kind: Kind }>;

/** A problem of the wire, or what an operator's command is refused for. */
export type Refused = ProblemFacts & { code: ProblemCode | OperatorRefusalCode };

export type Said =
  | { is: 'done' }
  | {
      is: 'intent';
      state: IntentState;
      steps: IntentStep[];
      expiresAt: string;
      holder: string;
      nextCodeAt?: string;
      /** The story's number of the intent. */
      change: number;
    }
  | { is: 'receipt'; change: number; at: string; holder: string; tokenIdTail: string };

export type Answer = Said | ({ is: 'refused' } & Refused);

export function refused(code: Refused['code'], facts: ProblemFacts = {}): Answer {
  return { is: 'refused', code, ...facts };
}

export function isSeatAsk(ask: Ask): ask is SeatAsk {
  return 'seat' in ask && ask.kind !== 'sign-in';
}

/** The ask in the words of the counter. */
export function tell(ask: Ask): string {
  switch (ask.kind) {
    case 'open': {
      const { operation, ...rest } = ask.asked;
      const what = Object.values(rest).map((value) => ` ${value}`);
      return `${nameOf(ask.seat)} opens #${String(ask.number)}: ${operation}${what.join('')}`;
    }
    case 'prove':
      return `${nameOf(ask.seat)} proves #${String(ask.change)} with ${ask.code}`;
    case 'commit': {
      const { tokenId = 'nothing', code = '', nextCode } = ask.sent;
      const pair = nextCode === undefined ? code : `${code} then ${nextCode}`;
      return `${nameOf(ask.seat)} commits #${String(ask.change)} with ${tokenId} ${pair}`.trimEnd();
    }
    case 'cancel':
    case 'read':
      return `${nameOf(ask.seat)} ${ask.kind}s #${String(ask.change)}`;
    case 'sign-in':
      return `${nameOf(ask.seat)} signs in`;
    case 'verify':
      return `the portal verifies ${ask.code} of ${ask.customerId} of ${ask.corporationId}`;
    case 'sync':
      return `the portal lists ${ask.members.join(' ')} for ${ask.corporationId}, master ${ask.master}`;
    case 'unlock':
      return `the bank unlocks ${ask.tokenId}`;
    case 'resync':
      return `the bank settles ${ask.tokenId} by ${ask.code} then ${ask.nextCode}`;
    case 'reset':
      return `the bank resets ${ask.corporationId}${ask.keepToken ? ' and keeps the token' : ''}`;
    case 'retire':
      return `the bank retires ${ask.tokenId}`;
    case 'fence':
      return `the bank raises a fence for ${ask.corporationId}`;
  }
}

/** An answer in one line of the diary. */
export function tellAnswer(answer: Answer): string {
  switch (answer.is) {
    case 'done':
      return 'done';
    case 'intent':
      return `#${String(answer.change)} is ${answer.state}`;
    case 'receipt':
      return `receipt for ${answer.tokenIdTail}`;
    case 'refused': {
      const { retryAt, triesLeft } = answer;
      const after = retryAt === undefined ? '' : ` until ${retryAt.slice(5, 19).replace('T', ' ')}`;
      return `${answer.code}${after}${triesLeft === undefined ? '' : `, ${String(triesLeft)} left`}`;
    }
  }
}
