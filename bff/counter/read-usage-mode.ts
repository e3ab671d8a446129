import type { CurrentUsageMode } from '../contract/usage-mode.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { findCorporation } from '../store/corporation-store.ts';

/** `GET /usage-mode`. */
export async function readUsageMode(context: Context, actor: Actor): Promise<CurrentUsageMode> {
  const found = await context.database.read((tx) => findCorporation(tx, actor.corporationId));
  if (found === undefined) throw new Refusal('not-found');
  return { mode: found.mode, version: found.modeVersion };
}
