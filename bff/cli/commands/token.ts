import type { Command } from 'commander';
import { type Resync, resyncToken } from '../../desk/resync-token.ts';
import { retireToken } from '../../desk/retire-token.ts';
import { unlockToken } from '../../desk/unlock-token.ts';
import { openContext } from '../open-context.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi token …`: single tokens. */
export function addToken(token: Command, terminal: Terminal): void {
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
  token
    .command('retire <id>')
    .description('take a lost or broken token out of use for ever')
    .requiredOption('--corporation <id>', 'whose token it is')
    .requiredOption('--reason <text>', 'why; entered into the history of the corporation')
    .action(async (tokenId: string, options: { corporation: string; reason: string }) => {
      await using context = await openContext(terminal.env);
      const { corporation: corporationId, reason } = options;
      const { released } = await retireToken(context, { corporationId, tokenId, reason });
      terminal.print(`Retired.${released ? ' Its user has no token now.' : ''}\n`);
    });
}

type ResyncOptions = Omit<Resync, 'corporationId' | 'tokenId'> & { corporation: string };
