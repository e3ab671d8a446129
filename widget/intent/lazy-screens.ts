import type * as Screens from './screens.ts';

let screens: typeof Screens | undefined;

/** Undefined until `loadScreens` has settled. */
export function loadedScreens(): typeof Screens | undefined {
  return screens;
}

/** Fetches them once for the page. @throws {TypeError} When they can't be fetched. */
export async function loadScreens(): Promise<void> {
  screens ??= await import('./screens.ts');
}
