import type { Attempts } from '../otp/attempts.ts';
import type { Fence } from '../otp/fence.ts';
import type { Token } from '../store/token-store.ts';

/** A code that somebody typed, and everything that its judgement depends on. */
export interface PresentedCode {
  token: Token;
  /** The corporation's: what codes are refused after a restore or failover. */
  fence: Fence;
  /** Who typed it; wrong codes are counted for this person and this token together. */
  actorId: string;
  /** A token that several people use is never disabled by one of them. */
  shared: boolean;
  /** The wrong codes so far, where this transaction has read them already. */
  attempts?: { own: Attempts; all: Attempts };
  code: string;
  /** Where a token is registered: the wide search for its clock, and the code that follows. */
  registering?: { nextCode: string | undefined };
  /** The instant of the decision, from the watched clock, in milliseconds. */
  now: number;
}
