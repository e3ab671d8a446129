import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ToyToken } from '../toy/toy-token.ts';

/** Each corporation's pretend tokens, as their maker shipped them. */
export type Toys = Readonly<Record<string, readonly ToyToken[]>>;

/** What the seeding leaves for later starts. Written last: without it the seeding was cut short. */
const fileName = 'toys.json';

export function readToys(folder: string): Toys | undefined {
  const path = join(folder, fileName);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Toys) : undefined;
}

export function writeToys(folder: string, toys: Toys): void {
  writeFileSync(join(folder, fileName), JSON.stringify(toys), { mode: 0o600 });
}

/** Another demo has the data, on another port. */
export class DataInUse extends Error {
  constructor(folder: string, options: ErrorOptions) {
    super(`Another demo uses ${folder}: stop it first. It is open on another port.`, options);
    this.name = 'DataInUse';
  }
}

/**
 * Forgets everything, the demo's own keys too.
 *
 * @throws {DataInUse}
 */
export function removeData(folder: string): void {
  assertUnused(folder);
  rmSync(folder, { recursive: true, force: true });
}

const busy = 5;

/** The counter holds its file for itself; a file that is broken is no reason to keep it. */
function assertUnused(folder: string): void {
  const path = join(folder, 'counter.db');
  if (!existsSync(path)) return;
  try {
    using probe = new DatabaseSync(path);
    probe.exec('BEGIN IMMEDIATE; COMMIT');
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode === busy) throw new DataInUse(folder, { cause });
  }
}
