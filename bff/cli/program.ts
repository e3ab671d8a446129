// The operator's commands, one noun a file in `commands/`. Owns no rule; every command is one operation,
// and what an operation refuses is printed as it says it.
import { Command, CommanderError } from 'commander';
import { isPlainText } from '../contract/plain-text.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import { StartFault } from '../errors/start-fault.ts';
import { DirectoryError } from '../portal/member-directory.ts';
import { StockError } from '../stock/stock-error.ts';
import { addAudit } from './commands/audit.ts';
import { addCorporation } from './commands/corporation.ts';
import { addFence } from './commands/fence.ts';
import { addKeys } from './commands/keys.ts';
import { addMembers } from './commands/members.ts';
import { addServe } from './commands/serve.ts';
import { addStock } from './commands/stock.ts';
import { addToken } from './commands/token.ts';
import { Failure } from './failure.ts';
import { openContext } from './open-context.ts';
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
    if (!args.every(isPlainText)) throw new Failure('An argument holds what no text may hold');
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (!isRefusal(error)) throw error;
    terminal.complain(`${error.message}\n`);
    return exitCodes.refused;
  }
}

const refusals = [DirectoryError, Failure, OperatorRefusal, StartFault, StockError] as const;

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
  addAudit(program.command('audit').description('histories of corporations'), terminal);
  addKeys(program.command('keys').description('keys of the vault and of the portal'), terminal);
  addServe(program.command('serve').description('start the service; a signal ends it'), terminal);
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
