import type * as Change from './change.ts';

let change: typeof Change | undefined;

/** Undefined until `loadChange` has settled. */
export function loadedChange(): typeof Change | undefined {
  return change;
}

/** Fetches it once for the page. @throws {TypeError} When it can't be fetched. */
export async function loadChange(): Promise<typeof Change> {
  return (change ??= await import('./change.ts'));
}
