import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// The programs that the tests need beside npm's packages. On Debian they are installed; elsewhere
// the run says what to install and fails. Nothing is skipped because something is missing.

interface Program {
  /** Debian's package. */
  debian: string;
  /** What it is, for those who install it another way. */
  what: string;
  isThere(): boolean;
}

const answers = (command: string, args: readonly string[]): string | undefined => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
};

const programs: readonly Program[] = [
  {
    debian: 'chromium',
    what: 'a Chromium or Chrome; CHROMIUM names one that stands elsewhere',
    isThere: () => existsSync(chromiumPath()),
  },
  {
    debian: 'faketime',
    what: "faketime and its library, which turns a process's clock",
    isThere: () => answers('faketime', ['-m', '-f', '+0', 'true']) !== undefined,
  },
  {
    debian: 'fonts-noto-cjk',
    what: 'a Japanese font, for the screenshots',
    isThere: () =>
      existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') ||
      (answers('fc-list', [':lang=ja']) ?? '') !== '',
  },
  {
    debian: 'oathtool',
    what: 'oathtool of the OATH Toolkit, which makes the codes',
    isThere: () => answers('oathtool', ['--version']) !== undefined,
  },
  {
    debian: 'pskctool',
    what: 'pskctool of the OATH Toolkit, which reads our stock files',
    isThere: () => answers('pskctool', ['--version']) !== undefined,
  },
  {
    debian: 'python3-pskc',
    what: 'python-pskc for /usr/bin/python3, which makes the stock files',
    isThere: () => answers('/usr/bin/python3', ['-c', 'import pskc']) !== undefined,
  },
  {
    debian: 'strace',
    what: 'strace, which tells what was synced before an answer',
    isThere: () => answers('strace', ['-V']) !== undefined,
  },
  {
    debian: 'postgresql',
    what: 'a PostgreSQL server; POSTGRES names the folder of one that stands elsewhere',
    isThere: () => postgresFolder() !== undefined,
  },
];

/** Where the browser is: `CHROMIUM`, or where Debian puts it. */
export function chromiumPath(): string {
  return process.env.CHROMIUM ?? '/usr/bin/chromium';
}

/** Where `initdb` and `postgres` are: `POSTGRES`, or where Debian puts the newest of its versions. */
export function postgresFolder(versions = '/usr/lib/postgresql'): string | undefined {
  if (process.env.POSTGRES !== undefined) return process.env.POSTGRES;
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** @throws {Error} When something is missing and can't be installed; the message says how to get it. */
export function ensurePrograms(): void {
  const missing = programs.filter((program) => !program.isThere());
  if (missing.length === 0) return;
  const failure = installOnDebian(missing.map(({ debian }) => debian));
  const still = missing.filter((program) => !program.isThere());
  if (still.length > 0) throw new Error(explain(still, failure));
}

/** Answers why it could not, or undefined. */
function installOnDebian(packages: readonly string[]): string | undefined {
  if (!existsSync('/usr/bin/apt-get')) return 'this machine has no apt-get';
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && answers('sudo', ['-n', 'true']) === undefined) {
    return 'installing needs root, and sudo asks for a password';
  }
  console.log(`Installing ${packages.join(', ')} with apt-get`);
  try {
    aptGet(isRoot, ['update', '-q']);
    aptGet(isRoot, ['install', '-q', '-y', '--no-install-recommends', ...packages]);
    return undefined;
  } catch {
    return 'apt-get failed, see above';
  }
}

function aptGet(isRoot: boolean, args: readonly string[]): void {
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  const [program = '', ...rest] = isRoot ? command : ['sudo', '-n', ...command];
  execFileSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
}

function explain(missing: readonly Program[], failure = 'apt-get did not bring them'): string {
  return [
    `The tests need what this machine lacks (${failure}):`,
    ...missing.map(({ debian, what }) => `  ${debian.padEnd(15)} ${what}`),
    `On Debian or Ubuntu: apt-get install ${missing.map(({ debian }) => debian).join(' ')}`,
  ].join('\n');
}
