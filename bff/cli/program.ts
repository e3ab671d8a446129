// The operator's commands: their names, arguments and words. Owns no rule; every command is one
// operation, and what an operation refuses is printed as it says it.
import { randomBytes } from 'node:crypto';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { vaultKeyBytes } from '../config/secrets.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import { createCorporation } from '../operations/create-corporation.ts';
import { importStock } from '../operations/import-stock.ts';
import { raiseFence } from '../operations/raise-fence.ts';
import { type Resync, resyncToken } from '../operations/resync-token.ts';
import { syncMembers } from '../operations/sync-members.ts';
import { unlockToken } from '../operations/unlock-token.ts';
import { csvDirectory, DirectoryError } from '../portal/member-directory.ts';
import { StockError } from '../stock/stock-error.ts';
import { Failure } from './failure.ts';
import { openContext } from './open-context.ts';
import { readInput } from './read-input.ts';
import { readStockKey, stockKeyVariable } from './stock-key.ts';
import type { Terminal } from './terminal.ts';

/** As shells have it: 0 done, 1 refused, 2 called wrongly. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Runs one command and answers the exit code. What the operator can act on is told on standard
 * error in a sentence; anything else is a bug and is thrown.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (!isRefusal(error)) throw error;
    terminal.complain(`${error.message}\n`);
    return exitCodes.refused;
  }
}

const refusals = [ConfigError, DirectoryError, Failure, OperatorRefusal, StockError] as const;

function isRefusal(error: unknown): error is Error {
  return refusals.some((refusal) => error instanceof refusal);
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('otp-madoguchi')
    .description(
      'Commands for the bank’s operators. They read the same OTP_ variables as the service.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.complain(text),
    });
  addStock(program.command('stock').description('tokens handed to corporations'), terminal);
  addMembers(program.command('members').description('who belongs to a corporation'), terminal);
  addToken(program.command('token').description('single tokens'), terminal);
  addCorporation(program.command('corporation').description('corporate customers'), terminal);
  addFence(program.command('fence').description('what may have been forgotten'), terminal);
  addKeys(program.command('keys').description('keys of the vault'), terminal);
  program
    .command('migrate')
    .description('bring the database up to date')
    .action(async () => {
      const context = await openContext(terminal.env);
      await context[Symbol.asyncDispose]();
      terminal.print('The database is up to date.\n');
    });
  return program;
}

function addStock(stock: Command, terminal: Terminal): void {
  stock
    .command('import <file>')
    .description('import a PSKC file (RFC 6030), all of it or nothing')
    .requiredOption('--corporation <id>', 'whose stock it becomes')
    .option('--key-file <file>', `pre-shared key in hex; or set ${stockKeyVariable}`)
    .option('--allow-plain', 'accept secrets in clear: for trials only')
    .action(async (file: string, options: ImportOptions) => {
      const preSharedKey = readStockKey(terminal.env, options.keyFile);
      const bytes = readInput(file);
      await using context = await openContext(terminal.env);
      const { tokens, repeated } = await importStock(context, {
        corporationId: options.corporation,
        bytes,
        ...(preSharedKey && { preSharedKey }),
        allowPlain: options.allowPlain === true,
      });
      terminal.print(
        repeated
          ? 'This file was imported before. Nothing was changed.\n'
          : `Imported ${tokens} tokens for ${options.corporation}.\n`,
      );
    });
}

interface ImportOptions {
  corporation: string;
  keyFile?: string;
  allowPlain?: boolean;
}

function addMembers(members: Command, terminal: Terminal): void {
  members
    .command('sync <file>')
    .description('bring members to what a CSV file says: customerId,name,role,master')
    .requiredOption('--corporation <id>', 'whose members they are')
    .action(async (file: string, options: { corporation: string }) => {
      const directory = csvDirectory(readInput(file));
      await using context = await openContext(terminal.env);
      const corporationId = options.corporation;
      const done = await syncMembers(context, { corporationId, directory });
      terminal.print(
        `${done.added} added, ${done.changed} changed, ${done.removed} removed, ` +
          `${done.released} of them with a token that is in stock again.\n`,
      );
    });
}

function addToken(token: Command, terminal: Terminal): void {
  token
    .command('unlock <id>')
    .description('lift the pauses and the disabling that wrong codes brought on a token')
    .requiredOption('--corporation <id>', 'whose token it is')
    .requiredOption('--reason <text>', 'why; entered into the history of the corporation')
    .action(async (tokenId: string, options: { corporation: string; reason: string }) => {
      await using context = await openContext(terminal.env);
      const { corporation: corporationId, reason } = options;
      await unlockToken(context, { corporationId, tokenId, reason });
      terminal.print('Unlocked. Wrong codes count anew.\n');
    });
  token
    .command('resync <id>')
    .description('settle clock or counter of a token in use by two codes in a row that it shows')
    .requiredOption('--corporation <id>', 'whose token it is')
    .requiredOption('--code <digits>', 'what it shows')
    .requiredOption('--next-code <digits>', 'what it shows next')
    .requiredOption('--reason <text>', 'why; entered into the history of the corporation')
    .action(async (tokenId: string, options: ResyncOptions) => {
      await using context = await openContext(terminal.env);
      const { corporation: corporationId, ...shown } = options;
      await resyncToken(context, { corporationId, tokenId, ...shown });
      terminal.print('Settled. Both codes are spent, the next one works.\n');
    });
}

type ResyncOptions = Omit<Resync, 'corporationId' | 'tokenId'> & { corporation: string };

function addFence(fence: Command, terminal: Terminal): void {
  fence
    .command('raise')
    .description('refuse every code that tokens have shown until now; costs users about a minute')
    .option('--corporation <id>', 'of this one alone; without it, of all')
    .requiredOption('--reason <text>', 'why; entered into the history')
    .action(async (options: { corporation?: string; reason: string }) => {
      await using context = await openContext(terminal.env);
      const { corporation: corporationId, reason } = options;
      await raiseFence(context, { corporationId, reason });
      terminal.print(
        'Raised. Codes are accepted again from the next but one that a token shows.\n',
      );
    });
}

function addCorporation(corporation: Command, terminal: Terminal): void {
  corporation
    .command('add <id>')
    .description('make a corporation known')
    .requiredOption('--name <name>', 'as screens show it')
    .action(async (corporationId: string, { name }: { name: string }) => {
      await using context = await openContext(terminal.env);
      await createCorporation(context, { corporationId, name });
      terminal.print(`Added ${corporationId}.\n`);
    });
}

function addKeys(keys: Command, terminal: Terminal): void {
  keys
    .command('new [version]')
    .description('print a fresh vault key; to rotate, append it to the list with the next version')
    .action((version = '1') => {
      if (!/^[1-9][0-9]{0,8}$/.test(version)) throw new Failure('A version is a positive number');
      const key = randomBytes(vaultKeyBytes).toString('base64');
      terminal.print(`OTP_VAULT_KEYS=${version}:${key}\n`);
    });
}
