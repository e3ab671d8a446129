import type * as Catalogues from './en.ts';

/** The English catalogues, which only a page that speaks English fetches. */
export type English = typeof Catalogues;

let english: English | undefined;

/** Undefined until `loadEnglish` has settled. */
export function loadedEnglish(): English | undefined {
  return english;
}

/** Fetches them once for the page. @throws {TypeError} When they can't be fetched. */
export async function loadEnglish(): Promise<void> {
  english ??= await import('./en.ts');
}
