import { foldCode, isCode } from '../contract/code.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { appendAudit } from '../decision/append-audit.ts';
import { statedReason } from '../decision/stated-reason.ts';
import { OperatorRefusal, type OperatorRefusalCode } from '../errors/operator-refusal.ts';
import { withSecret } from '../judging/with-secret.ts';
import { checkResync, type Verdict } from '../otp/code-check.ts';
import type { Fence } from '../otp/fence.ts';
import type { Context } from '../ports.ts';
import type { OperatorContext } from '../ports.ts';
import { lockCorporation } from '../store/corporation-store.ts';
import { findHolderOf } from '../store/registration-store.ts';
import { findToken, setTokenSettled, spendStep, type Token } from '../store/token-store.ts';

export interface Resync {
  corporationId: string;
  tokenId: string;
  /** What the token shows, and what it shows after that. */
  code: string;
  nextCode: string;
  reason: string;
}

type Vault = Pick<Context, 'vault'>;

/**
 * The bank's desk settles where the clock, or the counter, of a token in use stands, by two codes in
 * a row that it shows. Both are spent by that; the next one works. Pauses and disabling stay as they
 * are. Reason and refusals are entered into the corporation's history.
 *
 * @throws {OperatorRefusal} `reason`, `corporation-unknown`, `token-unknown`, `token-not-in-use`,
 *   `codes-format`, `codes-refused` or `codes-fenced`.
 */
export async function resyncToken(context: OperatorContext & Vault, asked: Resync): Promise<void> {
  const { corporationId, tokenId } = asked;
  const reason = statedReason(asked.reason);
  const at = context.clock.now();
  const refusal = await context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) throw new OperatorRefusal('corporation-unknown');
    const token = await findToken(tx, { corporationId, tokenId });
    if (token === undefined) throw new OperatorRefusal('token-unknown');
    const holder = await findHolderOf(tx, token);
    // One in stock that a restore disabled has a counter to settle, too.
    if (holder === undefined && token.state !== 'disabled')
      throw new OperatorRefusal('token-not-in-use');

    const verdict = judge(context, token, corporation, asked, at);
    const settled = verdict.kind === 'accepted' && (await spendStep(tx, token, verdict));
    if (settled) await setTokenSettled(tx, token, at);
    await appendAudit(context, tx, corporation, {
      at,
      action: 'token-resynced',
      result: settled ? 'done' : refusals[verdict.kind].result,
      actor: 'operator',
      target: holder?.customerId ?? '',
      tokenId,
      ...(settled && { step: String(verdict.step) }),
      before: { drift: token.drift },
      after: { drift: settled ? verdict.drift : token.drift, reason },
    });
    return settled ? undefined : refusals[verdict.kind].refusal;
  });
  // Thrown only now: the entry that tells of it is committed.
  if (refusal !== undefined) throw new OperatorRefusal(refusal);
}

function judge(
  context: Vault,
  token: Token,
  fence: Fence,
  asked: Pick<Resync, 'code' | 'nextCode'>,
  now: number,
): Verdict {
  const code = foldCode(asked.code);
  const nextCode = foldCode(asked.nextCode);
  if (!isCode(code, token.digits) || !isCode(nextCode, token.digits))
    throw new OperatorRefusal('codes-format');
  const shown = { profile: token, progress: token, fence, code, nextCode, now };
  return withSecret(context, token, (secret) => checkResync({ ...shown, secret }));
}

const refused = { result: 'otp-rejected', refusal: 'codes-refused' } as const;

/** What the history and the operator are told. `accepted` is one whose step somebody just spent. */
const refusals: Record<Verdict['kind'], { result: ProblemCode; refusal: OperatorRefusalCode }> = {
  accepted: { result: 'otp-used', refusal: 'codes-refused' },
  used: refused,
  'clock-off': refused,
  rejected: refused,
  fenced: { result: 'fence', refusal: 'codes-fenced' },
};
