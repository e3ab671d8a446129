import type { Command } from 'commander';
import { createCorporation } from '../../desk/create-corporation.ts';
import { resetCorporation } from '../../desk/reset-corporation.ts';
import { openContext } from '../open-context.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi corporation …`: corporate customers. */
export function addCorporation(corporation: Command, terminal: Terminal): void {
  corporation
    .command('add <id>')
    .description('make a corporation known')
    .requiredOption('--name <name>', 'as screens show it')
    .action(async (corporationId: string, { name }: { name: string }) => {
      await using context = await openContext(terminal.env);
      await createCorporation(context, { corporationId, name });
      terminal.print(`Added ${corporationId}.\n`);
    });
  corporation
    .command('reset <id>')
    .description('end all registrations, so that the first registration can follow')
    .requiredOption('--reason <text>', 'why; entered into the history of the corporation')
    .option('--keep-token', 'the token that proved changes is not lost: to stock with it')
    .action(async (corporationId: string, options: { reason: string; keepToken?: boolean }) => {
      await using context = await openContext(terminal.env);
      const done = await resetCorporation(context, { corporationId, ...options });
      terminal.print(
        `Reset ${corporationId}. Tokens in stock again: ${done.released}.` +
          `${done.retired ? ' The token that proved changes is retired.' : ''}\n`,
      );
    });
}
