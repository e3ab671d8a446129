import type { Command } from 'commander';
import { syncMembers } from '../../operations/sync-members.ts';
import { csvDirectory } from '../../portal/member-directory.ts';
import { openContext } from '../open-context.ts';
import { readInput } from '../read-input.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi members …`: who belongs to a corporation. */
export function addMembers(members: Command, terminal: Terminal): void {
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
