import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../bff/clock.ts';
import { Device, type Model } from './device.ts';

/** Six digits, every 30 seconds. */
const fob: Model = { prefix: 'FB', kind: 'totp', algorithm: 'sha1', digits: 6, period: 30 };
/** Eight digits, SHA-256. */
const card: Model = { prefix: 'CD', kind: 'totp', algorithm: 'sha256', digits: 8, period: 30 };
/** Six digits at each press of its button. */
const button: Model = { prefix: 'BT', kind: 'hotp', algorithm: 'sha1', digits: 6, period: 0 };

const models = { fob, card, button };
export type ModelName = keyof typeof models;

const secretBytes = { sha1: 20, sha256: 32 };

/** A box of tokens for one corporation, and the file that comes with it. */
export class Stock {
  readonly #waiting: Device[] = [];
  readonly #file: Buffer;

  /** `presharedKey`: 16 bytes in hex, agreed between maker and bank. */
  constructor(
    prefix: string,
    count: Record<ModelName, number>,
    { presharedKey, clock }: { presharedKey: string; clock: Pick<Clock, 'now'> },
  ) {
    const tokens = Object.entries(count).flatMap(([name, number]) =>
      Array.from({ length: number }, (_, i) => make(models[name as ModelName], prefix, i)),
    );
    for (const { tokenId, secret, ...model } of tokens) {
      this.#waiting.push(new Device(tokenId, model, secret, clock));
    }
    this.#file = writePskc({ key: presharedKey, tokens });
  }

  /** The PSKC file (RFC 6030). */
  get file(): Uint8Array {
    return this.#file;
  }

  /** A new one out of the box. */
  take(name: ModelName): Device {
    const index = this.#waiting.findIndex(({ model }) => model.prefix === models[name].prefix);
    const [device] = this.#waiting.splice(index, index < 0 ? 0 : 1);
    if (device === undefined) throw new Error(`No ${name} is left in the box`);
    return device;
  }
}

function make(model: Model, prefix: string, index: number) {
  const number = String(index + 1).padStart(6, '0');
  return {
    ...model,
    tokenId: `${model.prefix}${prefix}-${number}`,
    secret: randomBytes(secretBytes[model.algorithm]).toString('hex'),
  };
}

/** Python as Debian has it: only there does Debian's module stand. */
function writePskc(order: object): Buffer {
  return execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'make-stock.py')], {
    input: JSON.stringify(order),
  });
}
