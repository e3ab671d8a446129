// P45, A96: on every route that writes, the log is synced after its last byte was written and before
// the first byte of the answer leaves. The kernel's word, not ours: strace looks at the process that
// a bank runs. A new route without a case fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import type { Person } from '../support/person.ts';
import { openBank, type Bank, type DeskCorporation, type DeskToken } from './bank.ts';
import { Service } from './service.ts';
import { readTrace, straceTo, type TraceEvent } from './trace.ts';

let folder: string;
let bank: Bank;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otp-synced-'));
  bank = await openBank({ folder, now: Date.now });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Asked {
  route: string;
  status: number;
  /** Answers of the process before this one. */
  before: number;
}

/** Asks one thing after the other and notes which answer of the process belongs to it. */
class Walk {
  readonly asked: Asked[] = [];
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  async ask<T extends { status: number }>(route: string, ask: () => Promise<T>): Promise<T> {
    const before = this.#service.answers;
    const answer = await ask();
    this.asked.push({ route, status: answer.status, before });
    return answer;
  }
}

function tokenOf({ tokens }: DeskCorporation, index: number): DeskToken {
  const token = tokens[index];
  if (token === undefined) throw new Error('no such token');
  return token;
}

const proof = 'post /otp/v1/intents/{intentId}/proof';
const commit = 'post /otp/v1/intents/{intentId}/commit';

/** Every route that writes, accepted and refused: a charge is as durable as a change. */
async function askEverything(service: Service, corporation: DeskCorporation): Promise<Asked[]> {
  const walk = new Walk(service);
  const [first, second] = [tokenOf(corporation, 0), tokenOf(corporation, 1)];
  let person: Person | undefined;
  await walk.ask('post /otp/v1/session', async () => {
    person = await service.signIn(corporation.corporationId);
    return { status: 204 };
  });
  if (person === undefined) throw new Error('nobody signed in');
  const master = person;
  const open = (asked: Parameters<Person['open']>[0]) =>
    walk.ask('post /otp/v1/intents', () => master.open(asked));
  const verify = (code: string) =>
    walk.ask('post /verifications', () => service.verify(corporation.corporationId, 'M1', code));

  const { body: begun } = await open({ operation: 'register-first', to: 'separate' });
  const { tokenId } = first;
  await walk.ask(commit, () => master.commit(begun, { tokenId, code: first.wrongCode() }));
  await walk.ask(commit, () => master.commit(begun, { tokenId, code: first.code() }));
  const { body: given } = await open({ operation: 'replace-token' });
  await walk.ask('delete /otp/v1/intents/{intentId}', () => master.cancel(given));
  await verify(first.wrongCode());
  const { body: changed } = await open({ operation: 'replace-token' });
  await walk.ask(proof, () => master.prove(changed, first.wrongCode()));
  await walk.ask(proof, () => master.prove(changed, first.code(1)));
  const input = { tokenId: second.tokenId, code: second.code() };
  await walk.ask(commit, () => master.commit(changed, input));
  await verify(second.code(1));
  await walk.ask('delete /otp/v1/session', () => master.ask('DELETE', '/session'));
  await walk.ask('post /otp/v1/session', async () => {
    await service.signIn(corporation.corporationId);
    return { status: 204 };
  });
  await walk.ask('post /sessions/end', () => service.endSessions(corporation.corporationId, 'M1'));
  return walk.asked;
}

/** What happened between an answer and the one before it. */
function eventsBefore(events: readonly TraceEvent[], answer: number): TraceEvent[] {
  const ends = events.flatMap((event, index) => (event === 'answered' ? [index] : []));
  const from = answer === 0 ? 0 : (ends[answer - 1] ?? 0) + 1;
  return events.slice(from, ends[answer]);
}

test('P45 every write route syncs before it answers', { timeout: 3 * minute }, async () => {
  const trace = join(folder, 'trace');
  await using service = await Service.open(bank, { through: straceTo(trace) });
  const paths: Record<string, object> = {};
  for (const description of ['/otp/openapi.json', '/openapi.json']) {
    const response = await service.request(description, {});
    const described = (await response.json()) as { paths: Record<string, object> };
    Object.assign(paths, described.paths);
  }
  const [corporation] = bank.corporations;
  if (corporation === undefined) throw new Error('no corporation');
  const asked = await askEverything(service, corporation);
  await service.stop();
  const events = await readTrace(trace);

  const writing = Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    .filter((route) => !route.startsWith('get '));
  expect([...new Set(asked.map(({ route }) => route))].sort()).toEqual(writing.sort());
  // As many answers as were asked for: the trace and the walk speak of the same ones.
  expect(events.filter((event) => event === 'answered')).toHaveLength(service.answers);

  const unsynced = asked.filter(({ before }) => {
    const log = eventsBefore(events, before).filter((event) => event !== 'answered');
    return !log.includes('log-written') || log.at(-1) !== 'log-synced';
  });
  expect(unsynced).toEqual([]);
  expect(asked.map(({ status }) => status)).toEqual([
    204, 201, 422, 200, 201, 204, 422, 201, 422, 200, 200, 200, 204, 204, 200,
  ]);
  process.stdout.write(
    `synced: ${asked.length} answers of ${writing.length} write routes, each after its sync\n`,
  );
});
