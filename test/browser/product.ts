import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { issuer } from '../../demo/server/vouching.ts';
import type { Clock } from '../../bff/clock.ts';

const project = join(import.meta.dirname, '../..');
const cli = join(project, 'dist/bff/cli/main.js');

/** The pretend bank's own secrets. */
interface KeyFile {
  vaultKey: string;
  fingerprintKey: string;
  signingKey: Record<string, string>;
}

/** One installation: the built service in the pretend portal, on a temporary data folder. */
export class Product implements AsyncDisposable {
  readonly origin: string;
  /** The product's clock, which the tokens go by. */
  readonly clock: Pick<Clock, 'now'> = { now: () => Date.now() + this.#ahead };
  /** 16 bytes in hex: what maker and bank agreed on. */
  readonly presharedKey = randomBytes(16).toString('hex');
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'otp-madoguchi-'));
  #server: ChildProcess | undefined;
  #ahead = 0;

  constructor(port: number) {
    this.#port = port;
    this.origin = `http://localhost:${String(port)}`;
  }

  /** @throws {Error} When there is no build, or the product does not open. */
  async start(): Promise<void> {
    if (!existsSync(cli)) throw new Error('There is no build to test: npm run build');
    const server = fork(join(import.meta.dirname, 'serve.ts'), [this.#folder, String(this.#port)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#server = server;
    const [message] = (await Promise.race([once(server, 'message'), once(server, 'exit')])) as [
      unknown,
    ];
    if (message !== 'open') throw new Error(`The product did not open (${String(message)})`);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  }

  /** Ends it in the middle of whatever it does, as a power cut would. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  /** Turns the clock ahead, on top of earlier turns. */
  async turnClock(milliseconds: number): Promise<void> {
    this.#ahead += milliseconds;
    this.#server?.send(this.#ahead);
    if (this.#server !== undefined) await once(this.#server, 'message');
  }

  /** The operators' command, as an operator types it. The product must not be running. */
  importStock(file: Uint8Array, corporationId: string): string {
    const path = join(this.#folder, `${corporationId}.pskc`);
    const keyPath = join(this.#folder, 'preshared.key');
    writeFileSync(path, file);
    writeFileSync(keyPath, this.presharedKey);
    const args = [cli, 'stock', 'import', path, '--corporation', corporationId];
    return execFileSync(process.execPath, [...args, '--key-file', keyPath], {
      env: { ...process.env, ...this.#environment() },
      encoding: 'utf8',
    });
  }

  /** What the service would be started with; the command reads the same. */
  #environment(): Record<string, string> {
    const path = join(this.#folder, '.data', 'keys.json');
    const { vaultKey, fingerprintKey, signingKey } = JSON.parse(
      readFileSync(path, 'utf8'),
    ) as KeyFile;
    const publicKey = { ...signingKey };
    delete publicKey['d'];
    return {
      OTP_ENVIRONMENT: 'demo',
      OTP_DATABASE_URL: pathToFileURL(join(this.#folder, '.data', 'counter.db')).href,
      OTP_VAULT_KEYS: `1:${vaultKey}`,
      OTP_FINGERPRINT_KEY: fingerprintKey,
      OTP_ORIGIN: this.origin,
      OTP_PORTAL_ISSUER: issuer,
      OTP_PORTAL_JWKS: JSON.stringify({ keys: [publicKey] }),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
