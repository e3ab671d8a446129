import type { Verification, VerificationInput } from '../contract/verification.ts';
import { appendAudit } from '../decision/append-audit.ts';
import { decide } from '../decision/decide.ts';
import { enterRefusedCode } from '../decision/enter-refused-code.ts';
import { Refusal } from '../errors/refusal.ts';
import { spendCode } from '../judging/spend-code.ts';
import { corporationHolder } from '../otp/holder.ts';
import { isChosen } from '../otp/usage-mode.ts';
import { isInScope } from '../portal/server-client.ts';
import type { Context } from '../ports.ts';
import { lockCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { findMember } from '../store/member-store.ts';
import { findHeldToken, type HeldToken } from '../store/registration-store.ts';
import {
  type AskedVerification,
  formerVerdict,
  rememberVerdict,
} from './repeats/repeated-verification.ts';

/**
 * `POST /verifications`: the portal's servers ask whether a member's code is right, for a transfer
 * say. It spends the same step as everything else, so one code is good once, here or there. The same
 * request again is answered with the same verdict.
 *
 * @throws {Refusal} `not-permitted` for a purpose beyond the client's scope; `not-found` for
 *   corporations beyond it or unknown, members and members without a token alike;
 *   `idempotency-mismatch`; `clock-unreliable`; and what `spendCode` finds.
 */
export async function verifyCode(
  context: Context,
  asked: AskedVerification,
): Promise<Verification> {
  assertInScope(asked);
  const { input } = asked;
  return decide(context, async (tx) => {
    const corporation = await lockCorporation(tx, input.corporationId);
    if (corporation === undefined) return new Refusal('not-found');
    const now = context.clockWatch.now();
    const former = await formerVerdict(context, tx, asked, now);
    if (former !== undefined) return former;
    if (!isChosen(corporation.mode)) return new Refusal('not-found');
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
    const event = {
      at: now,
      action: 'code-verified',
      actor: customerId,
      target: customerId,
      requestId: asked.requestId,
      clientId: asked.client.id,
      purpose: input.purpose,
      ...(input.binding !== undefined && { binding: input.binding }),
      tokenId: token.tokenId,
    } as const;
    if (spent instanceof Refusal) {
      const { tokenId: subject } = token;
      await enterRefusedCode(context, tx, corporation, event, { refusal: spent, subject });
    } else {
      const step = String(spent.step);
      await appendAudit(context, tx, corporation, { ...event, result: 'done', step });
    }
    const verdict = spent instanceof Refusal ? spent : { verifiedAt: new Date(now).toISOString() };
    await rememberVerdict(context, tx, asked, corporation, { verdict, now });
    return verdict;
  });
}

/**
 * Nobody asks the database for what is beyond a client's scope, so that the time tells nothing of it
 * either. The purpose comes first: its answer does not depend on the corporation.
 */
function assertInScope({ client, input }: AskedVerification): void {
  if (!client.purposes.includes(input.purpose)) throw new Refusal('not-permitted');
  if (!isInScope(client, input.corporationId)) throw new Refusal('not-found');
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
