// What the rooms are given, as types. The composition root (`context.ts`) fills them in; rooms import
// this file, and no room imports the root.
import type { Clock } from './clock.ts';
import type { Config } from './config/config.ts';
import type { Log } from './events.ts';
import type { AssertionVerifier } from './portal/assertion.ts';
import type { Database } from './store/database.ts';
import type { Vault } from './vault/vault.ts';

/** What is opened, and nothing that runs: enough for an operator's command. */
export interface Stores extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly vault: Vault;
  readonly log: Log;
}

/** Everything that a verb of the counter may reach. Made once, passed down, closed at the end. */
export interface Context extends Stores {
  readonly assertions: AssertionVerifier;
  /** Where every decision has its instant from. */
  readonly clockWatch: ClockWatch;
}

/** What a verb of the desk needs: no portal, no sessions. */
export interface OperatorContext extends Pick<Context, 'database'> {
  readonly clock: Pick<Clock, 'now'>;
  readonly config: Pick<Config, 'environment'>;
}

/** Where every decision has its instant from. */
export interface ClockWatch {
  /**
   * The instant of a decision, in milliseconds: a decision asks once, and judges codes, intents,
   * sessions and assertions by the same. Both clocks are looked at in this very call.
   *
   * @throws {Refusal} `clock-unreliable`, with the instant to try again.
   */
  now(): number;
}
