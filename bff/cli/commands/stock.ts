import type { Command } from 'commander';
import { importStock } from '../../desk/import-stock.ts';
import { openContext } from '../open-context.ts';
import { readInput } from '../read-input.ts';
import { readStockKey, stockKeyVariable } from '../stock-key.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi stock …`: tokens handed to corporations. */
export function addStock(stock: Command, terminal: Terminal): void {
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
