import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { vaultKeyBytes } from '../../config/secrets.ts';
import { Failure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { addPortalKeys } from './portal-keys.ts';

/** `otp-madoguchi keys …`: keys of the vault. */
export function addKeys(keys: Command, terminal: Terminal): void {
  keys
    .command('new [version]')
    .description('print a fresh vault key; to rotate, append it to the list with the next version')
    .action((version = '1') => {
      if (!/^[1-9][0-9]{0,8}$/.test(version)) throw new Failure('A version is a positive number');
      const key = randomBytes(vaultKeyBytes).toString('base64');
      terminal.print(`OTP_VAULT_KEYS=${version}:${key}\n`);
    });
  addPortalKeys(keys, terminal);
}
