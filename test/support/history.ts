import { and, asc, eq, inArray } from 'drizzle-orm';
import type { AuditEvent } from '../../bff/audit/chain.ts';
import { auditEntry, session } from '../../bff/store/schema/index.ts';
import type { TestCounter } from './counter.ts';

/** What a corporation's history says of sessions, in order: who, what, and how it ended. */
export async function sessionHistory(
  { context }: TestCounter,
  corporationId = 'C0001',
): Promise<string[]> {
  const rows = await context.database.read((tx) =>
    tx
      .select({ entry: auditEntry.entry })
      .from(auditEntry)
      .where(
        and(
          eq(auditEntry.corporationId, corporationId),
          inArray(auditEntry.action, ['session-begun', 'session-ended']),
        ),
      )
      .orderBy(asc(auditEntry.seq)),
  );
  return rows.map(({ entry }) => {
    const { actor, target, action, after } = JSON.parse(entry) as AuditEvent;
    return [action, target, `by ${actor}`, after?.endedBy].filter(Boolean).join(' ');
  });
}

export function readSessions({ context }: TestCounter) {
  return context.database.read((tx) => tx.select().from(session));
}
