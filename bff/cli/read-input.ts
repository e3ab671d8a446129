import { readFileSync } from 'node:fs';
import { Failure } from './failure.ts';

/** @throws {Failure} that names the file, if it can't be read. */
export function readInput(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new Failure(`The file ${path} can't be read`, { cause });
  }
}
