import type * as Preview from './preview-view.ts';

let preview: typeof Preview | undefined;

/** Undefined until `loadPreview` has settled. */
export function loadedPreview(): typeof Preview | undefined {
  return preview;
}

/** Fetches it once for the page. @throws {TypeError} When it can't be fetched. */
export async function loadPreview(): Promise<void> {
  preview ??= await import('./preview-view.ts');
}
