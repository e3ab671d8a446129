import type { Verification, VerificationInput } from '../contract/verification.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../errors/refusal.ts';
import { isChosen } from '../otp/usage-mode.ts';
import { lockCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { findMember } from '../store/member-store.ts';
import { findHeldToken, type HeldToken } from '../store/registration-store.ts';
import { appendAudit } from './append-audit.ts';
import { decide } from './decide.ts';
import { corporationHolder } from './describe.ts';
import { spendCode } from './spend-code.ts';

/**
 * `POST /verifications`: the portal's servers ask whether a member's code is right, for a transfer
 * say. It spends the same step as everything else, so one code is good once, here or there.
 *
 * @throws {Refusal} `not-found` for unknown corporations, members and members without a token
 *   alike, `clock-unreliable`, and what `spendCode` finds.
 */
export async function verifyCode(
  context: Context,
  requestId: string,
  input: VerificationInput,
): Promise<Verification> {
  return decide(context, async (tx) => {
    const corporation = await lockCorporation(tx, input.corporationId);
    if (corporation === undefined || !isChosen(corporation.mode)) return new Refusal('not-found');
    const now = context.clockWatch.now();
    const shared = corporation.mode === 'shared';
    const { customerId } = input;
    const held = await findTokenOf(tx, input, shared);
    if (held === undefined) return new Refusal('not-found');

    const { token } = held;
    const { code } = input;
    const spent = await spendCode(context, tx, {
      token,
      fence: corporation,
      actorId: customerId,
      shared,
      code,
      now,
    });
    const refused = spent instanceof Refusal;
    await appendAudit(context, tx, corporation, {
      at: now,
      action: 'code-verified',
      result: refused ? spent.code : 'done',
      actor: customerId,
      target: customerId,
      requestId,
      purpose: input.purpose,
      tokenId: token.tokenId,
      ...(refused ? {} : { step: String(spent.step) }),
    });
    return refused ? spent : { verifiedAt: new Date(now).toISOString() };
  });
}

/** The token that answers for a member: his own, or in `shared` mode the corporation's. */
async function findTokenOf(
  tx: Transaction,
  { corporationId, customerId }: VerificationInput,
  shared: boolean,
): Promise<HeldToken | undefined> {
  if (!shared) return findHeldToken(tx, { corporationId, customerId });
  const member = await findMember(tx, corporationId, customerId);
  if (member === undefined) return undefined;
  return findHeldToken(tx, { corporationId, customerId: corporationHolder });
}
