// What a verification is decided by, in one select: a bank's load is verifications, and each statement
// costs about as much as the check of the code.
import { aliasedTable, and, eq, type SQLWrapper, sql } from 'drizzle-orm';
import { type Attempts, noAttempts } from '../otp/attempts.ts';
import { corporationHolder } from '../otp/holder.ts';
import { everybody } from './attempt-store.ts';
import type { Transaction } from './database.ts';
import { attempt, corporation, member, registration, token, verification } from './schema/index.ts';
import { first, statement } from './statement.ts';
import type { Token } from './token-store.ts';
import type { VerificationName, VerificationRow } from './verification-store.ts';

export type FactsKey = VerificationName & {
  customerId: string;
  /** True in `shared` mode: the corporation's token answers for each of its members. */
  shared: boolean;
};

export interface VerificationFacts {
  /** What was answered under this name before. */
  former: Pick<VerificationRow, 'requestDigest' | 'verdict' | 'answeredAt'> | undefined;
  /** The token that answers for the member; undefined also where there is no such member. */
  token: Token | undefined;
  /** The member's own wrong codes on that token, and those of all who use it together. */
  attempts: { own: Attempts; all: Attempts };
}

/**
 * The caller must have locked the corporation in a statement before this one: then everything here is
 * as the last verification left it. Primary keys.
 */
export async function findVerificationFacts(
  tx: Transaction,
  { corporationId, clientId, idempotencyKey, customerId, shared }: FactsKey,
): Promise<VerificationFacts> {
  const holderId = shared ? corporationHolder : customerId;
  const key = { corporationId, clientId, idempotencyKey, customerId, holderId };
  const found = await first(byKey(tx), key);
  return {
    former: found?.former ?? undefined,
    token: found?.token ?? undefined,
    attempts: { own: found?.own ?? noAttempts, all: found?.all ?? noAttempts },
  };
}

const own = aliasedTable(attempt, 'own');
const all = aliasedTable(attempt, 'everybody');

const byKey = statement((tx) =>
  tx
    .select({
      former: {
        requestDigest: verification.requestDigest,
        verdict: verification.verdict,
        answeredAt: verification.answeredAt,
      },
      token,
      own: counters(own),
      all: counters(all),
    })
    .from(corporation)
    .leftJoin(
      verification,
      and(
        eq(verification.corporationId, corporation.corporationId),
        eq(verification.clientId, sql.placeholder('clientId')),
        eq(verification.idempotencyKey, sql.placeholder('idempotencyKey')),
      ),
    )
    .leftJoin(
      member,
      and(
        eq(member.corporationId, corporation.corporationId),
        eq(member.customerId, sql.placeholder('customerId')),
      ),
    )
    .leftJoin(
      registration,
      and(
        eq(registration.corporationId, member.corporationId),
        eq(registration.customerId, sql.placeholder('holderId')),
      ),
    )
    .leftJoin(
      token,
      and(
        eq(token.corporationId, registration.corporationId),
        eq(token.tokenId, registration.tokenId),
      ),
    )
    .leftJoin(own, isOf(own, member.customerId))
    .leftJoin(all, isOf(all, sql`${everybody}`))
    .where(eq(corporation.corporationId, sql.placeholder('corporationId'))),
);

function counters({ consecutive, recent, pausedUntil, disabledAt }: typeof attempt) {
  return { consecutive, recent, pausedUntil, disabledAt };
}

function isOf(counted: typeof attempt, actorId: SQLWrapper) {
  return and(
    eq(counted.corporationId, token.corporationId),
    eq(counted.tokenId, token.tokenId),
    eq(counted.actorId, actorId),
  );
}
