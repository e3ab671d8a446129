import type { Context } from '../../bff/ports.ts';
import {
  corporation,
  intent,
  member,
  notice,
  registration,
  registrationEvent,
  stockBatch,
  token,
  tokenLocation,
} from '../../bff/store/schema/index.ts';

/**
 * What a refusal may not change (I20), as one text. Counts, the history, the times of sessions and the
 * way an intent ended are left out: refusals are entered there.
 */
export async function lastingState({ database }: Pick<Context, 'database'>): Promise<string> {
  return database.read(async (tx) => {
    const kept = [
      (await tx.select().from(corporation)).map(({ auditSeq, auditHash, ...row }) => {
        return { ...row, entered: auditSeq > 0 && auditHash !== '' };
      }),
      (await tx.select().from(token)).map(({ state, ...row }) => {
        return { ...row, held: state === 'held' || state === 'disabled' };
      }),
      (await tx.select().from(intent)).map(({ intentId, receipt }) => ({ intentId, receipt })),
      await tx.select().from(member),
      await tx.select().from(registration),
      await tx.select().from(registrationEvent),
      await tx.select().from(notice),
      await tx.select().from(stockBatch),
      await tx.select().from(tokenLocation),
    ];
    const texts = kept.map((rows) => rows.map((row) => stringify(row)).sort());
    return JSON.stringify(texts);
  });
}

function stringify(row: object): string {
  return JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
