import type { Command } from 'commander';
import { openReadOnly } from '../../context.ts';
import type { Env } from '../../config/env.ts';
import { type HistoryReport, verifyDatabase } from '../../desk/verify-history.ts';
import { Failure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi audit …`: the histories of corporations. */
export function addAudit(audit: Command, terminal: Terminal): void {
  audit
    .command('verify')
    .description('recompute all histories and compare them with the tables; changes nothing')
    .option('--database <url>', 'a copy, say; without it OTP_DATABASE_URL')
    .option('--environment <name>', "the service's own; without it OTP_ENVIRONMENT")
    .option('--json', 'the report as JSON')
    .action(async (options: VerifyOptions) => {
      const { url, environment } = placeOf(options, terminal.env);
      const report = await verify(url, environment);
      terminal.print(options.json === true ? `${JSON.stringify(report)}\n` : sentenceOf(report));
      if (report.faults.length > 0) throw new Failure(listOf(report));
    });
}

interface VerifyOptions {
  database?: string;
  environment?: string;
  json?: boolean;
}

/** No key and no other setting is needed: an auditor has none. */
function placeOf({ database, environment }: VerifyOptions, env: Env) {
  const url = database ?? env['OTP_DATABASE_URL'];
  const name = environment ?? env['OTP_ENVIRONMENT'];
  if (url === undefined) throw new Failure('Give --database or set OTP_DATABASE_URL');
  if (name === undefined) throw new Failure('Give --environment or set OTP_ENVIRONMENT');
  return { url, environment: name };
}

async function verify(url: string, environment: string): Promise<HistoryReport> {
  const database = await openReadOnly({ url }).catch((cause: unknown) => {
    throw new Failure(reasonOf(cause), { cause });
  });
  try {
    return await verifyDatabase(environment, database);
  } finally {
    await database.close();
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'busy') return 'A service has this database file: verify a copy of it';
  return cause instanceof Error ? cause.message : "The database can't be opened";
}

function sentenceOf({ corporations, entries, tokens, registrations, faults }: HistoryReport) {
  const seen = [
    counted(corporations, 'corporation'),
    counted(entries, 'entry', 'entries'),
    counted(tokens, 'token'),
    counted(registrations, 'registration'),
  ];
  const found = faults.length === 0 ? 'nothing wrong' : `${faults.length} wrong`;
  return `Looked at ${seen.join(', ')}: ${found}.\n`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** One line for each corporation in which something is wrong. */
function listOf({ faults }: HistoryReport): string {
  return faults
    .map(({ corporationId, seq, wrong }) =>
      seq === undefined ? `${corporationId}: ${wrong}` : `${corporationId}, entry ${seq}: ${wrong}`,
    )
    .join('\n');
}
