import type { ResealOutcome } from '../desk/reseal-tokens.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** Of a long list so many are named. */
const mostNamed = 10;

/** Which keys there are. */
interface Ring {
  readonly currentVersion: number;
  readonly versions: readonly number[];
}

/**
 * Tells what `keys reseal` did, as the database has it now.
 *
 * @throws {Failure} if a key is missing, or if something is left that older keys seal.
 */
export function tellResealed(terminal: Terminal, outcome: ResealOutcome, ring: Ring): void {
  if (outcome.kind === 'keys-missing')
    throw new Failure(
      `OTP_VAULT_KEYS lacks ${listed(outcome.versions)}, which still ${verb(outcome.versions, 'seal')} tokens: put ${outcome.versions.length === 1 ? 'it' : 'them'} back. Nothing was changed`,
    );
  const { resealed, sealed, duplicates, unopened } = outcome;
  const { currentVersion, versions } = ring;
  const unused = versions.filter((version) => version !== currentVersion && !sealed.has(version));
  const droppable =
    unused.length === 0
      ? ''
      : ` ${capital(listed(unused))} ${verb(unused, 'seal')} nothing any more and may be dropped a day after the newest key came.`;
  terminal.print(
    `Resealed ${resealed.toLocaleString('en')} tokens under key ${currentVersion}.${droppable}\n`,
  );
  if (duplicates.length > 0)
    terminal.print(
      `These have a secret that another token has as well; retire them: ${named(duplicates)}\n`,
    );
  if (unopened.length > 0)
    throw new Failure(
      `These don't open under the key that they name and were left as they are: ${named(unopened)}`,
    );
  const left = [...sealed.keys()].filter((version) => version !== currentVersion);
  if (left.length > 0)
    throw new Failure(
      `${capital(listed(left))} still ${verb(left, 'seal')} tokens that came in meanwhile: give every service the same OTP_VAULT_KEYS, then run this again`,
    );
}

function listed(versions: readonly number[]): string {
  const names = versions.map(String);
  const text = new Intl.ListFormat('en').format(names);
  return versions.length === 1 ? `key ${text}` : `keys ${text}`;
}

function named(tokenIds: readonly string[]): string {
  const more = tokenIds.length - mostNamed;
  return tokenIds.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** One key seals, two keys seal. */
function verb(subjects: readonly unknown[], word: string): string {
  return subjects.length === 1 ? `${word}s` : word;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
