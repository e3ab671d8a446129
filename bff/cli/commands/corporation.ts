import type { Command } from 'commander';
import { createCorporation } from '../../operations/create-corporation.ts';
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
}
