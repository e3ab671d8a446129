// Where a contest is held: a database of its own, the bank on it, the service in one process (libSQL)
// or two (PostgreSQL), and eight processes that submit. The clock goes on when the contest says.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dialect } from '#columns';
import { minute } from '../../bff/durations.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type Bank, type BankSize, openBank } from './bank.ts';
import { Contestants } from './contestants.ts';
import { Service } from './service.ts';

/** Processes of the service: a libSQL file has one, by its own lock. */
const processes = dialect === 'pg' ? 2 : 1;
/** Processes that submit. */
export const contestants = 8;
/** Of all contestants together to one process of the service. */
const connections = dialect === 'pg' ? 16 : 64;

export interface Arena extends AsyncDisposable {
  readonly bank: Bank;
  readonly contestants: Contestants;
  /** The processes of the service in turn: any index has one. */
  service(index: number): Service;
  /** Lets a span of milliseconds pass, in all processes. */
  advance(span: number): Promise<void>;
  /** Starts a process in the place of one that was killed. */
  restart(index: number): Promise<void>;
  /** Ends the processes in good order, so that the database can be read. */
  close(): Promise<void>;
}

/** `await using arena = await openArena(size)`. */
export async function openArena(size: BankSize): Promise<Arena> {
  await using made = new AsyncDisposableStack();
  const databaseUrl = await createDatabase(made);
  const bank = await openBank(databaseUrl, size);
  const submitting = made.use(new Contestants(contestants, connections / contestants));
  // All that was shown when the bank was opened is spent or past.
  bank.clock.advance(3 * minute);
  const start = () => Service.start(bank.config, bank.clock.now());
  const services: Service[] = [];
  const close = async () => {
    await Promise.all(services.map((service) => service.stop()));
  };
  made.defer(close);
  for (let count = 0; count < processes; count += 1) services.push(await start());
  const ends = made.move();
  return {
    bank,
    contestants: submitting,
    service: (index) => services[index % processes] ?? fail('No process serves'),
    advance: async (span) => {
      bank.clock.advance(span);
      await Promise.all(services.map((service) => service.turnClock(bank.clock.now())));
    },
    restart: async (index) => {
      services[index % processes] = await start();
    },
    close,
    [Symbol.asyncDispose]: () => ends.disposeAsync(),
  };
}

async function createDatabase(made: AsyncDisposableStack): Promise<string> {
  if (dialect === 'pg') return made.use(await startPostgres()).createDatabase('contest');
  const folder = await mkdtemp(join(tmpdir(), 'otp-contest-'));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'contest.db')}`;
}

function fail(message: string): never {
  throw new Error(message);
}
