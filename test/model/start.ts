// Where stories begin. One database is made in the product's own way, migrations to stock, and each
// story gets a copy: of a corporation without a mode, with a token for everybody, or with one for all.
import type { CommitInput, OpenIntent } from '../../bff/contract/intent.ts';
import { openStores } from '../../bff/context.ts';
import { createCorporation } from '../../bff/desk/create-corporation.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import { configOf, newFile, StoryClock } from './bank.ts';
import { codeAt, deviceOf, devices, secretOf, stepAt } from './devices.ts';
import { Model } from './model.ts';
import { directoryMember } from './requests.ts';
import { Stage, type Start } from './stage.ts';
import type { Corporation, Device, World } from './world.ts';

export const starts = ['unset', 'separate', 'shared'] as const;
export type StartName = (typeof starts)[number];

/** 2026-04-01 09:00:07 in London: no step begins just now. */
const beginning = Date.UTC(2026, 3, 1, 9, 0, 7);
const minute = 60_000;

const users = { C1: ['M1', 'U01', 'U02'], C2: ['M1', 'U01'] } as const;

/** Makes all starts, once for all stories of a process. */
export async function makeStarts(): Promise<Record<StartName, Start>> {
  const clock = new StoryClock(beginning);
  const unset = {
    path: await makeFile(clock),
    now: beginning,
    world: firstWorld(),
    cookies: new Map(),
    names: { ids: {}, cookies: {}, receipts: {} },
  };
  return {
    unset,
    separate: await prepare(unset, 'separate'),
    shared: await prepare(unset, 'shared'),
  };
}

async function makeFile(clock: StoryClock): Promise<string> {
  const path = newFile();
  const stores = await openStores(configOf(path), { clock });
  for (const [corporationId, members] of Object.entries(users)) {
    await createCorporation(stores, { corporationId, name: `${corporationId}の会社` });
    const told = members.map((id) => directoryMember(corporationId, id, id === 'M1'));
    const list = { members: () => Promise.resolve(told) };
    await syncMembers(stores, { corporationId, directory: list });
    const own = devices.filter((device) => device.corporationId === corporationId);
    const bytes = Buffer.from(stockFile(own));
    await importStock(stores, { corporationId, bytes, allowPlain: true });
  }
  await stores[Symbol.asyncDispose]();
  return path;
}

function firstWorld(): World {
  const corporations = Object.entries(users).map(([corporationId, members]): Corporation => {
    const own = devices.filter((device) => device.corporationId === corporationId);
    return {
      ...{ corporationId, mode: 'unset', modeVersion: 0, master: 'M1', waitingSince: null },
      // The list of its members was a change.
      version: 1,
      members: [...members],
      tokens: Object.fromEntries(
        own.map(({ tokenId, kind, counter }) => [
          tokenId,
          {
            lastStep: kind === 'hotp' ? counter - 1n : -1n,
            drift: 0,
            state: 'stock',
            settledAt: 0,
          },
        ]),
      ),
      ...{ holders: {}, attempts: {}, allowances: {}, fencedAt: 0, restoredAt: 0 },
      assertions: { kept: [], forgotten: 0 },
    };
  });
  return {
    service: { state: 'stopped', seenAt: 0 },
    corporations: Object.fromEntries(corporations.map((one) => [one.corporationId, one])),
    sessions: [],
    changes: [],
  };
}

/** Plays what all stories from this start have in common, and keeps what it leaves. */
async function prepare(from: Start, mode: 'separate' | 'shared'): Promise<Start> {
  const clock = new StoryClock(from.now);
  const stage = await Stage.open(from, clock, new Model(structuredClone(from.world), from.cookies));
  const seat = { corporationId: 'C1', customerId: 'M1', place: 'desk' } as const;
  await stage.perform({ kind: 'sign-in', seat, number: 1 });

  const change = async (number: number, asked: OpenIntent, proof: string, sent: CommitInput) => {
    await stage.perform({ kind: 'open', seat, asked, key: `prepare-${String(number)}`, number });
    if (proof !== '') await stage.perform({ kind: 'prove', seat, change: number, code: proof });
    await stage.perform({ kind: 'commit', seat, change: number, sent });
    clock.pass(2 * minute);
  };
  const shown = (tokenId: string) => {
    const device = deviceOf(tokenId);
    const step = device.kind === 'hotp' ? device.counter : stepAt(device, clock.now());
    return codeAt(device, step + BigInt(device.ahead));
  };
  const first = 'C1-PLAIN-01';
  const sent = { tokenId: first, code: shown(first) };
  await change(1, { operation: 'register-first', to: mode }, '', sent);
  if (mode === 'separate') {
    const user = { tokenId: 'C1-PRESS-05', code: shown('C1-PRESS-05') };
    await change(2, { operation: 'register-user', customerId: 'U01' }, shown(first), user);
  }
  await stage.leave();
  const { cookies, world } = stage.model;
  return { path: stage.bank.path, now: clock.now(), world, cookies, names: stage.names };
}

/** A shipment in the plain form of RFC 6030, figure 2. */
function stockFile(own: readonly Device[]): string {
  const keys = own.map((device) => {
    const { tokenId, kind, algorithm, digits, period, counter } = device;
    const moving =
      kind === 'totp'
        ? `<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>${String(period)}</PlainValue></TimeInterval>`
        : `<Counter><PlainValue>${String(counter)}</PlainValue></Counter>`;
    return `<KeyPackage><DeviceInfo><Manufacturer>Maker</Manufacturer><SerialNo>${tokenId}</SerialNo></DeviceInfo>
<Key Id="${tokenId}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:${kind}"><AlgorithmParameters>
<Suite>HMAC-${algorithm.toUpperCase()}</Suite><ResponseFormat Length="${String(digits)}" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>${secretOf(device).toString('base64')}</PlainValue></Secret>${moving}</Data></Key></KeyPackage>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">${keys.join('')}</KeyContainer>`;
}
