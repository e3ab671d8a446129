import type { CommitInput, Receipt } from '../../bff/contract/intent.ts';
import { minute } from '../../bff/durations.ts';
import type { TestCorporation, TestCounter, TestToken } from './counter.ts';
import type { Asked, Person } from './person.ts';

/** Long enough for every token to show codes that nobody has used. */
const freshCodes = 3 * minute;

/** Carries a change through, from opening to receipt. */
export async function carryOut(
  person: Person,
  asked: Asked,
  codes: { proof?: string; commit?: CommitInput },
): Promise<Receipt> {
  const opened = await person.open(asked);
  if (opened.status !== 201) throw new Error(`open: ${opened.body.code}`);
  if (codes.proof !== undefined) {
    const proved = await person.prove(opened.body, codes.proof);
    if (proved.status !== 200) throw new Error(`prove: ${proved.body.code}`);
  }
  const committed = await person.commit(opened.body, codes.commit ?? {});
  if (committed.status !== 200) throw new Error(`commit: ${committed.body.code}`);
  return committed.body;
}

/** What S-40 sends for a token: its id and what it shows. */
export function shown(token: TestToken, ahead = 0): CommitInput {
  return { tokenId: token.tokenId, code: token.code(ahead) };
}

/** A corporation past its first registration, with codes that are all fresh again. */
export async function setUp(
  counter: TestCounter,
  mode: 'separate' | 'shared',
  options: Parameters<TestCounter['openCorporation']>[0] = {},
): Promise<{ corporation: TestCorporation; master: Person; inUse: TestToken }> {
  const corporation = await counter.openCorporation(options);
  const inUse = corporation.token(0);
  const master = await corporation.signIn();
  await carryOut(master, { operation: 'register-first', to: mode }, { commit: shown(inUse) });
  counter.clock.advance(freshCodes);
  return { corporation, master, inUse };
}
