import { type Command, InvalidArgumentError } from 'commander';
import { syncMembers } from '../../desk/sync-members.ts';
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
    .option(
      '--confirm-removals <count>',
      'that so many are removed; asked for above a tenth of the members',
      readCount,
    )
    .action(async (file: string, options: { corporation: string; confirmRemovals?: number }) => {
      const directory = csvDirectory(readInput(file));
      await using context = await openContext(terminal.env);
      const { corporation: corporationId, confirmRemovals: confirmedRemovals } = options;
      const done = await syncMembers(context, { corporationId, directory, confirmedRemovals });
      terminal.print(
        `${done.added} added, ${done.changed} changed, ${done.removed} removed; ` +
          `tokens in stock again: ${done.released}.\n`,
      );
      if (done.waits)
        terminal.print(
          'The master has no token. Users go on, but nothing can be changed until ' +
            `\`corporation reset ${corporationId}\` and the first registration.\n`,
        );
    });
}

function readCount(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text)) throw new InvalidArgumentError('It is a number of members.');
  return Number(text);
}
