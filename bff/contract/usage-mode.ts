/** 利用形態 as stored: `unset` until the first registration of the corporation. */
export const usageModes = ['unset', 'separate', 'shared'] as const;
export type UsageMode = (typeof usageModes)[number];

/**
 * A mode an administrator can choose.
 * - `separate`: 管理者、利用者が異なるトークンを利用する — everybody answers with a token of his own.
 * - `shared`: 管理者、利用者が同じトークンを利用する — one 共通トークン answers for all.
 */
export const chosenModes = ['separate', 'shared'] as const;
export type ChosenMode = (typeof chosenModes)[number];

/** `GET /usage-mode`. `version` grows by exactly one with every mode change. */
export interface CurrentUsageMode {
  mode: UsageMode;
  version: number;
}
