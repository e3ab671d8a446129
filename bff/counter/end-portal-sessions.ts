import { Refusal } from '../errors/refusal.ts';
import { portalSessionsEnded } from '../events.ts';
import { isInScope, type ServerClient } from '../portal/server-client.ts';
import type { Context } from '../ports.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockCorporation } from '../store/corporation-store.ts';

/** One session of the portal, or all of a member: signed out, a new password, rights taken away. */
export type PortalSessions = { corporationId: string } & ({ sid: string } | { customerId: string });

export interface AskedEnd {
  client: ServerClient;
  requestId: string;
  which: PortalSessions;
}

/**
 * `POST /sessions/end`: the portal's servers end our sessions with their own. Effective on every
 * instance with the next request, also against a change under way. Asked again it ends nothing more.
 *
 * @throws {Refusal} `not-permitted` for a client that ends no sessions; `not-found` for corporations
 *   unknown or beyond its scope alike.
 * @returns how many sessions were ended.
 */
export async function endPortalSessions(
  context: Context,
  { client, requestId, which: asked }: AskedEnd,
): Promise<number> {
  const { clockWatch, config, database, log } = context;
  const { corporationId } = asked;
  if (!client.sessions) throw new Refusal('not-permitted');
  if (!isInScope(client, corporationId)) throw new Refusal('not-found');
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
