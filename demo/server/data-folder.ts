import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Forgets everything, the demo's own keys too. */
export function removeData(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
