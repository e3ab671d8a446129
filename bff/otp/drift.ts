/** Steps a token's clock may be off: ten minutes at 30 s. Beyond that the bank exchanges it. */
export const maxDrift = 20;

/**
 * The drift after a code was accepted `offset` steps from where the token was expected. It moves
 * one step at most (RFC 6238 section 6), so one lucky or late code can't carry it away.
 */
export function driftAfter(drift: number, offset: bigint): number {
  const moved = drift + Math.sign(Number(offset));
  return Math.min(maxDrift, Math.max(-maxDrift, moved));
}
