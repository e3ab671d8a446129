// What somebody types in a story: codes named by what they are, looked up when they are needed.
import { codeAt, deviceOf, devices, stepAt, stepsShowing } from './devices.ts';
import { corporationOf, type Device, given, type World } from './world.ts';

export const codeKinds = [
  'right',
  'next',
  'used',
  'replayed',
  'past',
  'future',
  'foreign',
  'wrong',
  'malformed',
  'full-width',
] as const;
export type CodeKind = (typeof codeKinds)[number];

export interface Look {
  world: World;
  now: number;
  /** Newest accepted step of each token, also where a restore has forgotten it. */
  accepted: ReadonlyMap<string, bigint>;
}

/** What somebody types who means a code of this kind of this token. */
export function typed(kind: CodeKind, tokenId: string, look: Look): string {
  const device = deviceOf(tokenId);
  const present = presentStep(device, look);
  switch (kind) {
    case 'right':
      return codeAt(device, present);
    case 'next':
      return codeAt(device, present + 1n);
    case 'used':
      return codeAt(device, atLeast0(rowOf(device, look).lastStep));
    case 'replayed':
      return codeAt(device, atLeast0(look.accepted.get(tokenId) ?? -1n));
    case 'past':
      return codeAt(device, atLeast0(present - 2n));
    case 'future':
      return codeAt(device, present + (device.kind === 'hotp' ? 15n : 2n));
    case 'foreign': {
      const other = given(
        devices.find((each) => each.digits === device.digits && each !== device),
        'x',
      );
      return codeAt(other, presentStep(other, look));
    }
    case 'wrong':
      return wrongCode(device, present);
    case 'malformed':
      return '12345';
    case 'full-width':
      return codeAt(device, present).replaceAll(/[0-9]/g, (digit) =>
        String.fromCodePoint(Number(digit) + 0xff10),
      );
  }
}

/** The step that the device itself shows: its own clock's, or its next press. */
export function presentStep(device: Device, look: Look): bigint {
  if (device.kind === 'totp') return stepAt(device, look.now) + BigInt(device.ahead);
  const pressed = look.accepted.get(device.tokenId) ?? -1n;
  const { lastStep } = rowOf(device, look);
  return (pressed > lastStep ? pressed : lastStep) + 1n;
}

/** A code that no step near shows, however wide one looks. */
function wrongCode(device: Device, present: bigint): string {
  const candidates = [0, 1, 2, 3, 4, 5].map((digit) => String(digit).repeat(device.digits));
  const isFar = (code: string) =>
    stepsShowing(device, code, present - 60n, present + 60n).length === 0;
  return given(candidates.find(isFar), 'wrong code');
}

function rowOf({ corporationId, tokenId }: Device, { world }: Look) {
  return given(corporationOf(world, corporationId).tokens[tokenId], tokenId);
}

function atLeast0(step: bigint): bigint {
  return step < 0n ? 0n : step;
}
