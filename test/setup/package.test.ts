// The package as it is published: packed, installed into an empty folder, and started there.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSamplePortal } from '../support/sample-portal.ts';

const root = join(import.meta.dirname, '../..');
const installTime = 240_000;

let folder: string;
let installed: string;
/** Paths in the tarball. */
let packed: string[];

beforeAll(() => {
  if (!existsSync(join(root, 'dist/bff/cli/main.js')))
    throw new Error('There is no build to pack: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'otp-package-'));
  const said = npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  const [pack] = JSON.parse(said) as [{ filename: string; files: { path: string }[] }];
  packed = pack.files.map(({ path }) => path);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  // No script of any package runs: whoever installs us need not allow one.
  const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  npm(folder, 'install', ...quiet, join(folder, pack.filename));
  installed = join(folder, 'node_modules/otp-madoguchi');
}, installTime);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('brings what README, SECURITY.md and the documents link to', () => {
  const documents = packed.filter((path) => path.endsWith('.md'));
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'docs/portal.md']),
  );
  const broken = documents.flatMap((path) =>
    linksOf(path)
      .filter((link) => !existsSync(join(installed, dirname(path), link)))
      .map((link) => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('brings nothing that is ours alone', () => {
  const ours =
    /^(test|demo|widget|\.ci|artefacts)\/|\.map$|\.built$|\.patch$|\.test\.|tsconfig|\.env/;
  expect(packed.filter((path) => ours.test(path))).toEqual([]);
  expect(packed.filter((path) => path.startsWith('bff/')).every(isMigration)).toBe(true);
});

test('has a command that helps', () => {
  const help = npm(folder, 'exec', '--no', '--', 'otp-madoguchi', '--help');
  for (const word of ['serve', 'keys', 'migrate'])
    expect(help).toMatch(new RegExp(`^ +${word} `, 'm'));
});

test('serves, beside the sample portal that it brings', async () => {
  const command = join(folder, 'node_modules/.bin/otp-madoguchi');
  await using portal = await openSamplePortal({
    service: [command, 'serve'],
    portal: join(installed, 'docs/samples/portal/main.mjs'),
  });
  const browser = portal.browser();
  expect((await browser.get('/sign-in')).status).toBe(200);
  const script = await (await browser.get('/assets/otp-madoguchi.js')).text();
  expect(script).toBe(readFileSync(join(root, 'dist/widget/otp-madoguchi.js'), 'utf8'));
  // Where servers have a listener of their own, probes are answered there alone.
  expect((await fetch(`${portal.server}/livez`)).status).toBe(204);
});

function npm(cwd: string, ...args: string[]): string {
  const env = { ...process.env, npm_config_update_notifier: 'false' };
  return execFileSync('npm', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Relative targets, without their anchors. */
function linksOf(path: string): string[] {
  const text = readFileSync(join(installed, path), 'utf8').replaceAll(/^```.*?^```$/gms, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''));
}

function isMigration(path: string): boolean {
  return /^bff\/store\/migrations\/(pg|sqlite)\/(\d{4}_\w+\.sql|meta\/_journal\.json)$/.test(path);
}
