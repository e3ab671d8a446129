import type { Operation } from '../../contract/intent.ts';
import type { Transaction } from '../../store/database.ts';
import { changeUsageMode } from './change-usage-mode.ts';
import type { Effect, RegisteringChange } from './change.ts';
import { registerFirst } from './register-first.ts';
import { registerUser } from './register-user.ts';
import { replaceToken } from './replace-token.ts';

export type { Change, Effect, RegisteringChange } from './change.ts';
export { deregisterUser } from './deregister-user.ts';

/** What a committed intent does, for each operation that registers a token. */
export const registeringEffects: Record<
  Exclude<Operation, 'deregister-user'>,
  (tx: Transaction, change: RegisteringChange) => Promise<Effect>
> = {
  'register-first': registerFirst,
  'change-usage-mode': changeUsageMode,
  'replace-token': replaceToken,
  'register-user': registerUser,
};
