// What the portal's list and the bank's desk do to registrations, told a second time: nobody proves it by
// a code, so everything that was shown before it is void.
import { type Answer, type Asked, refused } from './asks.ts';
import { endSessions, release, voidAll } from './changes.ts';
import { tokenInUse } from './described.ts';
import { type Corporation, corporationOf, given, type World } from './world.ts';

/**
 * Who is gone loses their token, and so does a master who is one no longer. A new one proves with
 * the token that they have, or waits for the bank.
 */
export function sync(
  world: World,
  { corporationId, members, master }: Asked<'sync'>,
  now: number,
): Answer {
  const corporation = corporationOf(world, corporationId);
  const { mode, holders, waitingSince } = corporation;
  const gone = corporation.members.filter((member) => !members.includes(member));
  const joins = members.some((member) => !corporation.members.includes(member));
  const masterLeaves = corporation.master !== master;
  if (gone.length === 0 && !joins && !masterLeaves) return { is: 'done' };
  for (const member of gone) release(corporation, member);
  if (masterLeaves && mode === 'separate') {
    release(corporation, corporation.master);
    corporation.waitingSince = holders[master] === undefined ? (waitingSince ?? now) : null;
  }
  moveOn(world, corporation);
  const losing = masterLeaves ? [...gone, corporation.master] : gone;
  endSessions(world, corporationId, losing, { at: now, by: 'rights-lost' });
  Object.assign(corporation, { members: [...members], master });
  return { is: 'done' };
}

/** Back to before the first registration; the token that proved changes is lost, or kept. */
export function reset(
  world: World,
  { corporationId, keepToken }: Asked<'reset'>,
  now: number,
): Answer {
  const corporation = corporationOf(world, corporationId);
  if (corporation.mode === 'unset') return refused('mode-unset');
  const lost = keepToken ? undefined : tokenInUse(corporation);
  const holders = [...Object.keys(corporation.holders), corporation.master];
  endSessions(world, corporationId, holders, { at: now, by: 'token-changed' });
  for (const holder of Object.keys(corporation.holders)) release(corporation, holder);
  if (lost !== undefined) given(corporation.tokens[lost], lost).state = 'retired';
  moveOn(world, corporation);
  Object.assign(corporation, { mode: 'unset', waitingSince: null });
  corporation.modeVersion += 1;
  return { is: 'done' };
}

/** A token is never registered again; the one that proves changes can't go this way. */
export function retire(
  world: World,
  { corporationId, tokenId }: Asked<'retire'>,
  now: number,
): Answer {
  const corporation = corporationOf(world, corporationId);
  const token = given(corporation.tokens[tokenId], tokenId);
  if (token.state === 'retired') return refused('token-retired');
  if (tokenInUse(corporation) === tokenId) return refused('token-in-use');
  const [holder] = Object.entries(corporation.holders).find(([, id]) => id === tokenId) ?? [];
  if (holder !== undefined) {
    release(corporation, holder);
    endSessions(world, corporationId, [holder], { at: now, by: 'token-changed' });
    moveOn(world, corporation);
  }
  token.state = 'retired';
  return { is: 'done' };
}

/** What was shown before is no longer so: no change that is under way commits. */
function moveOn(world: World, corporation: Corporation): void {
  corporation.version += 1;
  voidAll(world, corporation.corporationId);
}
