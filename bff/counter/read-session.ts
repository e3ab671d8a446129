import type { Session } from '../contract/session.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import { publicSessionId } from '../portal/session-token.ts';
import type { Context } from '../ports.ts';
import { findCorporation } from '../store/corporation-store.ts';

/** Who asks, what he may, and what the widget needs to speak to him. */
export async function readSession(context: Context, actor: Actor): Promise<Session> {
  const { config, database } = context;
  const found = await database.read((tx) => findCorporation(tx, actor.corporationId));
  if (found === undefined) throw new Refusal('session-ended');
  const { customerId, name, role } = actor;
  return {
    id: publicSessionId(actor.sessionHash),
    actor: { customerId, name, role },
    permitted: actor.master,
    mode: found.mode,
    version: found.modeVersion,
    idleEndsAt: new Date(actor.idleEndsAt).toISOString(),
    endsAt: new Date(actor.endsAt).toISOString(),
    settings: config.settings,
  };
}
