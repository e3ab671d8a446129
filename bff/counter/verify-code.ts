import type { Verification } from '../contract/verification.ts';
import { decide } from '../decision/decide.ts';
import { Refusal } from '../errors/refusal.ts';
import { spendCode } from '../judging/spend-code.ts';
import { isInScope } from '../portal/server-client.ts';
import type { Context } from '../ports.ts';
import { findVerificationFacts } from '../store/verification-facts.ts';
import {
  type AskedVerification,
  formerVerdict,
  nameOf,
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
  const question = {
    corporationId: input.corporationId,
    action: 'code-verified',
    // Until a token is found: ids of members that don't exist must not each make an entry.
    actor: 'portal',
    requestId: asked.requestId,
    unknown: 'not-found',
    facts: {
      clientId: asked.client.id,
      purpose: input.purpose,
      ...(input.binding !== undefined && { binding: input.binding }),
    },
  } as const;
  return decide<Verification>(context, question, async (decision) => {
    const { tx, corporation, now } = decision;
    const { code, customerId } = input;
    const shared = corporation.mode === 'shared';
    const facts = await findVerificationFacts(tx, { ...nameOf(asked), customerId, shared });
    const former = formerVerdict(context, asked, facts.former, now);
    if (former instanceof Refusal) return decision.repeat(former);
    if (former !== undefined) return former;
    const { token, attempts } = facts;
    // Also while no mode is chosen: nobody holds a token then.
    if (token === undefined) throw new Refusal('not-found');

    decision.concerns({ actor: customerId, target: customerId, tokenId: token.tokenId });
    const spent = await spendCode(context, tx, {
      token,
      fence: corporation,
      actorId: customerId,
      shared,
      attempts,
      code,
      now,
    });
    if (spent instanceof Refusal) {
      await rememberVerdict(context, tx, asked, corporation, { verdict: spent, now });
      return decision.keep(spent, token.tokenId);
    }
    await decision.enter({ step: String(spent.step) });
    const verdict = { verifiedAt: new Date(now).toISOString() };
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
