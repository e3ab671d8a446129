import type { Context } from '../context.ts';
import { Refusal } from '../errors/refusal.ts';
import { portalSessionsEnded } from '../events.ts';
import { lockCorporation } from '../store/corporation-store.ts';
import { endSessions } from './end-sessions.ts';

/** One session of the portal, or all of a member: signed out, a new password, rights taken away. */
export type PortalSessions = { corporationId: string } & ({ sid: string } | { customerId: string });

/**
 * `POST /sessions/end`: the portal's servers end our sessions with their own. Effective on every
 * instance with the next request, also against a change under way. Asked again it ends nothing more.
 *
 * @throws {Refusal} `not-found` for a corporation that isn't there.
 * @returns how many sessions were ended.
 */
export async function endPortalSessions(
  context: Context,
  requestId: string,
  asked: PortalSessions,
): Promise<number> {
  const { clockWatch, config, database, log } = context;
  const { corporationId } = asked;
  const ended = await database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) throw new Refusal('not-found');
    const done = await endSessions(context, tx, corporation, {
      which: 'sid' in asked ? { portalSessionId: asked.sid } : { customerId: asked.customerId },
      by: 'portal',
      at: clockWatch.now(),
      idle: config.session.idle,
      actor: 'portal',
      requestId,
    });
    return done.ended;
  });
  portalSessionsEnded(log, { corporationId, ended });
  return ended;
}
