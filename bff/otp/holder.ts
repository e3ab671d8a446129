/** For whom a token answers. */
export const holderKinds = ['master', 'user', 'corporation'] as const;
export type HolderKind = (typeof holderKinds)[number];

/** The customer id under which the corporation itself is a holder. */
export const corporationHolder = '';
