import type { Context } from '../context.ts';
import { sessionEnded } from '../events.ts';
import type { Actor } from '../portal/actor.ts';
import { deleteSession } from '../store/session-store.ts';

/** Ends a session at once, on every instance: what is not in the table is nobody's. */
export async function endSession(context: Context, actor: Actor): Promise<void> {
  const { corporationId, customerId } = actor;
  await context.database.write((tx) => deleteSession(tx, actor));
  sessionEnded(context.log, { corporationId, customerId });
}
