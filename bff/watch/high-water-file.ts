// How far the database had come, kept outside of it, so that a start on an older copy of the database
// is noticed. It owns the file and its form; what an older database means is decided elsewhere.
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface HighWaterMark {
  /** Entries of all histories. */
  position: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Beside a libSQL file; undefined for a database elsewhere, beside which nothing can lie. */
export function highWaterFileBeside(databaseUrl: string): string | undefined {
  if (!databaseUrl.startsWith('file:')) return undefined;
  const absolute = databaseUrl.startsWith('file:/');
  const path = absolute ? fileURLToPath(databaseUrl) : databaseUrl.slice('file:'.length);
  return `${path}.high-water`;
}

/**
 * Undefined if there is none. A file that is damaged, or that can't be read, is `unreadable`: it may
 * have said anything.
 */
export async function readHighWaterMark(
  path: string,
): Promise<HighWaterMark | 'unreadable' | undefined> {
  try {
    return parse(await readFile(path, 'utf8')) ?? 'unreadable';
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? undefined : 'unreadable';
  }
}

/**
 * Replaces the file: whoever reads it, whenever, finds the old one or the new one, also after a power
 * cut.
 *
 * @throws what the file system said.
 */
export async function writeHighWaterMark(
  path: string,
  { position, at }: HighWaterMark,
): Promise<void> {
  const aside = `${path}.new`;
  await using file = await open(aside, 'w', 0o600);
  await file.writeFile(`${JSON.stringify({ position, at: new Date(at).toISOString() })}\n`);
  await file.sync();
  await rename(aside, path);
  // The new name itself is in the folder, which has to be synced as well.
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
}

function parse(text: string): HighWaterMark | undefined {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { position, at } = parsed as Record<string, unknown>;
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) return;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  return { position, at: Date.parse(at) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
