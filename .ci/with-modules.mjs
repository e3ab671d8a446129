/**
 * Runs a script on the Node that this project develops on, whatever Node started it (18 or newer):
 *
 *     node .ci/with-modules.mjs SCRIPT [args]
 *
 * Installs the dependencies first when what lies in node_modules is not what package-lock.json asks
 * for; Node 24 is one of them (the `node` package). Signals and the exit code pass through.
 * Everything after this file's name goes to that Node, its own options included.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

if (!isInstalled()) install();
run(process.argv.slice(2));

/**
 * True when every package of the lockfile lies in node_modules in its locked version, going by the
 * hidden lockfile that npm keeps there. Packages of other platforms may be missing.
 */
function isInstalled() {
  if (!existsSync(node)) return false;
  const locked = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(modules, '.package-lock.json'));
  return Object.entries(locked)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional)
    .every(([path, entry]) => present[path]?.version === entry.version);
}

function packagesOf(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : {};
}

function install() {
  console.log('Installing dependencies (npm ci) …');
  const args = ['ci', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const result =
    npm === undefined
      ? spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: windows })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' });
  if (result.error !== undefined) fail(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) {
    fail(
      'npm ci failed; its reason stands above. Is the registry reachable and the disk not full?',
    );
  }
  if (!existsSync(node)) {
    fail(
      'npm ci brought no Node 24: its install script did not run. Try again without ignore-scripts.',
    );
  }
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function run(args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well; twice would read as "stop at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
