import { randomBytes, randomInt } from 'node:crypto';
import type { ToyToken } from '../toy/toy-token.ts';

type Model = Omit<ToyToken, 'tokenId' | 'secret'> & { prefix: string; secretBytes: number };

const keyFob: Model = {
  prefix: 'MD30',
  kind: 'totp',
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  secretBytes: 20,
};
const card: Model = {
  prefix: 'MC60',
  kind: 'totp',
  algorithm: 'sha256',
  digits: 8,
  period: 60,
  secretBytes: 32,
};
const button: Model = {
  prefix: 'MB00',
  kind: 'hotp',
  algorithm: 'sha1',
  digits: 6,
  period: 0,
  secretBytes: 20,
};

/** What one corporation gets: mostly key fobs, some cards, one with a button. */
const shipment: readonly (readonly [Model, number])[] = [
  [keyFob, 12],
  [card, 3],
  [button, 1],
];

/** A fresh shipment; ids rise from a random number, as a maker's do. */
export function makeStock(): ToyToken[] {
  let serial = randomInt(10_000_000, 90_000_000);
  return shipment.flatMap(([model, count]) =>
    Array.from({ length: count }, () => make(model, (serial += randomInt(3, 40)))),
  );
}

function make({ prefix, secretBytes, ...properties }: Model, serial: number): ToyToken {
  return {
    tokenId: `${prefix}${serial}`,
    ...properties,
    secret: randomBytes(secretBytes).toString('hex'),
  };
}
