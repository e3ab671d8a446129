import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const generator = join(import.meta.dirname, 'make-stock.py');
/** Python as Debian has it: only there does Debian's module stand. */
const python = '/usr/bin/python3';
const megabytes = 1024 * 1024;

export interface StockFileOptions {
  count: number;
  kind: 'totp' | 'hotp';
  algorithm: 'sha1' | 'sha256' | 'sha512';
  digits: 6 | 8;
  /** Seconds; for TOTP. */
  period: 30 | 60;
  /** Token ids are this and eight digits. */
  prefix: string;
  /** For HOTP: counter of the next code. */
  counter: bigint;
  /** 16 bytes in hex: secrets are encrypted. Empty: they are in clear. */
  key: string;
  mac: 'hmac-sha1' | 'hmac-sha256';
}

const defaults: StockFileOptions = {
  count: 1,
  kind: 'totp',
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  prefix: 'TEST',
  counter: 0n,
  key: '',
  mac: 'hmac-sha256',
};

/**
 * A PSKC file with random secrets, made by Debian's python3-pskc.
 *
 * @throws {Error} that says what to install where it is missing: no test passes without it.
 */
export function makeStockFile(options: Partial<StockFileOptions> = {}): Buffer {
  assertPskcInstalled();
  const args = Object.entries({ ...defaults, ...options }).map(
    ([name, value]) => `${name}=${String(value)}`,
  );
  return execFileSync(python, [generator, ...args], { maxBuffer: 64 * megabytes });
}

function assertPskcInstalled(): void {
  try {
    execFileSync(python, ['-c', 'import pskc'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error('python3-pskc is missing: apt-get install python3-pskc', { cause });
  }
}
