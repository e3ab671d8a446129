import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { vaultKeyBytes } from '../../config/secrets.ts';
import { resealTokens } from '../../desk/reseal-tokens.ts';
import { Failure } from '../failure.ts';
import { openContext } from '../open-context.ts';
import type { Terminal } from '../terminal.ts';
import { tellResealed } from '../tell-resealed.ts';
import { addPortalKeys } from './portal-keys.ts';

/** A line of progress for so many tokens. */
const tokensALine = 2000;

/** `otp-madoguchi keys …`: keys of the vault, and of the portal's servers. */
export function addKeys(keys: Command, terminal: Terminal): void {
  keys
    .command('new [version]')
    .description(
      'print fresh keys for a first set-up; with a version, a vault key alone: to rotate, append it',
    )
    .action((version?: string) => {
      if (version !== undefined && !/^[1-9][0-9]{0,8}$/.test(version))
        throw new Failure('A version is a positive number');
      terminal.print(`OTP_VAULT_KEYS=${version ?? '1'}:${freshKey()}\n`);
      if (version === undefined) terminal.print(`OTP_FINGERPRINT_KEY=${freshKey()}\n`);
    });
  keys
    .command('reseal')
    .description('seal every secret under the newest key, and make its fingerprint anew')
    .action(async () => {
      await using context = await openContext(terminal.env);
      let told = 0;
      const onProgress = (looked: number, of: number) => {
        if (looked - told < tokensALine) return;
        told = looked;
        terminal.print(`${looked.toLocaleString('en')} of ${of.toLocaleString('en')} tokens\n`);
      };
      const outcome = await resealTokens(context, { onProgress });
      tellResealed(terminal, outcome, context.vault);
    });
  addPortalKeys(keys, terminal);
}

function freshKey(): string {
  return randomBytes(vaultKeyBytes).toString('base64');
}
