import type { Command } from 'commander';
import { raiseFence } from '../../desk/raise-fence.ts';
import { openContext } from '../open-context.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi fence …`: what may have been forgotten. */
export function addFence(fence: Command, terminal: Terminal): void {
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
