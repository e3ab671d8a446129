// The tokens of all stories, and what they show. Their secrets are fixed and their codes come from
// Debian's oathtool, thousands at a call, so that no story waits for a program.
import { createHash } from 'node:crypto';
import { oathtoolCodes } from '../support/oathtool.ts';
import { type Device, given } from './world.ts';

/** Steps that one call of oathtool computes. */
const chapter = 2048n;

const plain = {
  kind: 'totp',
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  ahead: 0,
  counter: 0n,
} as const;

/** Of every sort that a bank hands out, and clocks from right to broken. */
export const devices: readonly Device[] = [
  { ...plain, corporationId: 'C1', tokenId: 'C1-PLAIN-01' },
  {
    ...plain,
    corporationId: 'C1',
    tokenId: 'C1-LONG-02',
    algorithm: 'sha256',
    digits: 8,
    period: 60,
  },
  { ...plain, corporationId: 'C1', tokenId: 'C1-FAST-03', algorithm: 'sha512', ahead: 7 },
  { ...plain, corporationId: 'C1', tokenId: 'C1-SLOW-04', period: 60, ahead: -12 },
  // Beyond 2^53: a number would not do.
  {
    ...plain,
    corporationId: 'C1',
    tokenId: 'C1-PRESS-05',
    kind: 'hotp',
    period: 0,
    counter: 2n ** 53n + 5n,
  },
  { ...plain, corporationId: 'C1', tokenId: 'C1-BROKEN-06', ahead: 25 },
  { ...plain, corporationId: 'C1', tokenId: 'C1-PLAIN-07', ahead: 1 },
  { ...plain, corporationId: 'C1', tokenId: 'C1-PLAIN-08', digits: 8 },
  { ...plain, corporationId: 'C2', tokenId: 'C2-PLAIN-01' },
  { ...plain, corporationId: 'C2', tokenId: 'C2-PRESS-02', kind: 'hotp', period: 0, digits: 8 },
];

const byId = new Map(devices.map((device) => [device.tokenId, device]));

export function deviceOf(tokenId: string): Device {
  return given(byId.get(tokenId), `token ${tokenId}`);
}

export function secretOf({ tokenId, algorithm }: Device): Buffer {
  const digest = createHash('sha512').update(`A secret of the stories: ${tokenId}`).digest();
  return digest.subarray(0, algorithm === 'sha512' ? 64 : 20);
}

/** The step of real time, of which the device itself is `ahead`; 0 for one that counts presses. */
export function stepAt({ kind, period }: Device, now: number): bigint {
  return kind === 'hotp' ? 0n : BigInt(Math.floor(now / (period * 1000)));
}

/** When a clock that is `ahead` steps fast begins to show the code of a step. */
export function shownFrom({ period }: Device, step: bigint, ahead: number): number {
  return (Number(step) - ahead) * period * 1000;
}

const chapters = new Map<string, readonly string[]>();

/** What a device shows at a step or counter. */
export function codeAt(device: Device, step: bigint): string {
  const from = (step / chapter) * chapter;
  const name = `${device.tokenId}/${String(from)}`;
  const codes = chapters.get(name) ?? computeChapter(device, from);
  chapters.set(name, codes);
  return given(codes[Number(step - from)], 'code');
}

/** The steps of a range that show a code, in order. */
export function stepsShowing(device: Device, code: string, from: bigint, to: bigint): bigint[] {
  const found: bigint[] = [];
  for (let step = from < 0n ? 0n : from; step <= to; step += 1n)
    if (codeAt(device, step) === code) found.push(step);
  return found;
}

function computeChapter(device: Device, from: bigint): readonly string[] {
  const { kind, algorithm, digits } = device;
  const secret = secretOf(device);
  return oathtoolCodes({ kind, algorithm, digits, secret, from, count: Number(chapter) });
}
