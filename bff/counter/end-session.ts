import { sessionEnded } from '../events.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockCorporation } from '../store/corporation-store.ts';

/**
 * Ends the actor's session at once, on every instance. The corporation is locked, so a change under
 * way is either done before this answers or refused.
 */
export async function endSession(context: Context, actor: Actor): Promise<void> {
  const { clockWatch, config, database, log } = context;
  const { corporationId, customerId, sessionHash, requestId } = actor;
  await database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) return;
    await endSessions(context, tx, corporation, {
      which: { sessionHash },
      by: 'signed-out',
      at: clockWatch.now(),
      idle: config.session.idle,
      actor: customerId,
      requestId,
    });
  });
  sessionEnded(log, { corporationId, customerId });
}
