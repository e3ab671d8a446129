// What the wire says of a change: an intent on its way, or its receipt.
import type { IntentStep, Operation } from '../../bff/contract/intent.ts';
import type { ChosenMode } from '../../bff/contract/usage-mode.ts';
import { type Answer, refused } from './asks.ts';
import { deviceOf, shownFrom } from './devices.ts';
import { type Change, type Corporation, given } from './world.ts';

/** What the wire says of a change. */
export function describe(corporation: Corporation, change: Change, now: number): Answer {
  const isGone = change.customerId !== '' && !corporation.members.includes(change.customerId);
  if (isGone && change.committed === undefined) return refused('row-changed');
  const isLive = change.state === 'open' || change.state === 'proved';
  const state = isLive && change.expiresAt <= now ? 'expired' : change.state;
  const tokenId = isLive ? tokenInUse(corporation) : undefined;
  return {
    is: 'intent',
    change: change.number,
    state,
    steps: stepsOf(change.operation, state),
    expiresAt: new Date(change.expiresAt).toISOString(),
    holder: change.customerId,
    ...(tokenId === undefined ? {} : nextCode(corporation, change, tokenId, now)),
  };
}

function nextCode(
  { tokens }: Corporation,
  { proved }: Change,
  tokenId: string,
  now: number,
): { nextCodeAt?: string } {
  const device = deviceOf(tokenId);
  if (proved === undefined || device.kind === 'hotp') return {};
  const { drift } = given(tokens[tokenId], tokenId);
  const at = shownFrom(device, proved.step + 1n, drift);
  return { nextCodeAt: new Date(Math.max(at, now)).toISOString() };
}

function stepsOf(operation: Operation, state: Change['state']): IntentStep[] {
  const last = operation === 'deregister-user' ? 'confirm' : 'register';
  if (state === 'proved') return [last];
  if (state !== 'open') return [];
  return operation === 'register-first' ? [last] : ['prove', last];
}

export function receiptOf({ number, committed }: Change): Answer {
  const { at, holder, tokenId } = given(committed, 'receipt');
  const told = { at: new Date(at).toISOString(), holder, tokenIdTail: tokenId.slice(-4) };
  return { is: 'receipt', change: number, ...told };
}

export function tokenInUse(corporation: Corporation): string | undefined {
  const { mode, holders } = corporation;
  return mode === 'unset' ? undefined : holders[principal(corporation, mode)];
}

export function principal({ master }: Corporation, mode: ChosenMode): string {
  return mode === 'separate' ? master : '';
}
