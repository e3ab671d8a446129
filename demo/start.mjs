/**
 * Builds what is older than its sources, then opens the demo. `--fresh` forgets all demo data;
 * PORT chooses the port (4610).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const sources = ['bff', 'widget', 'package.json', 'package-lock.json', 'tsconfig.json'];

if (!isBuilt()) build();
const { open } = await import('./server/main.ts');
await open({ root, fresh: process.argv.includes('--fresh'), port: process.env.PORT }).catch(
  explain,
);

/** What a person can act on needs no stack. */
function explain(error) {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  console.error(`\n${sentence}`);
  process.exitCode = 1;
}

/** Undefined for a bug. */
function sentenceOf({ name, message, code, path }) {
  if (['PortInUse', 'DataInUse', 'StartFault'].includes(name)) return message;
  if (code === 'ERR_SOCKET_BAD_PORT') return 'PORT must be a number from 1 to 65535.';
  const isFile =
    path !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code);
  return isFile
    ? `The demo can't use ${path} (${code}): this user must be allowed to read and write it.`
    : undefined;
}

/** A build is good while nothing it was made from is younger. */
function isBuilt() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.every((path) => newest(join(root, path)) <= builtAt);
}

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path).reduce(
    (time, name) => Math.max(time, newest(join(path, name))),
    mtimeMs,
  );
}

/** The stamp carries the time before the build: a file saved meanwhile asks for another one. */
function build() {
  console.log('Building …');
  const startedAt = new Date();
  const built = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (built.status !== 0) {
    console.error('\nThe build failed; its reason stands above.');
    process.exit(1);
  }
  writeFileSync(stamp, '');
  utimesSync(stamp, startedAt, startedAt);
}
