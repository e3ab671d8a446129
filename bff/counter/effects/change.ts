import type { Corporation } from '../../store/corporation-store.ts';
import type { IntentRow } from '../../store/intent-store.ts';
import type { Token } from '../../store/token-store.ts';

/** A change whose codes have been seen: everything its effect needs, inside its transaction. */
export interface Change {
  corporation: Corporation;
  intent: IntentRow;
  /** 受付番号. */
  receiptNumber: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A change that puts a token into somebody's hand. */
export interface RegisteringChange extends Change {
  token: Token;
}

/** What an effect did: the corporation as it is now, and the token the receipt names. */
export interface Effect {
  corporation: Corporation;
  tokenId: string;
}
