// Prints what a browser downloads for an entry, gzipped: the entry, every chunk that it imports
// statically, and Lit. Fails over budget, and where an entry would fetch something later: the budget
// counts all that an element needs. Run `npm run build:widget` first.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parseAst } from 'vite';

const kilobyte = 1000;
const built = fileURLToPath(new URL('../../dist/widget/', import.meta.url));

const budgets = [
  { entry: 'alone/otp-usage-mode.js', kilobytes: 24 },
  { entry: 'alone/otp-token-register.js', kilobytes: 24 },
  { entry: 'otp-madoguchi.js', kilobytes: 40 },
];

/** Absolute paths of `file` and all it imports or re-exports, each once. */
function downloads(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(file, 'utf8');
  if (/\bimport\(/.test(code))
    throw new Error(`${file} fetches something later: it is not counted`);
  for (const statement of parseAst(code).body) {
    const from = statement.source?.value;
    if (from === undefined) continue;
    if (!from.startsWith('.')) throw new Error(`${file} imports ${from}: not self-contained`);
    downloads(join(dirname(file), from), seen);
  }
  return seen;
}

/**
 * By `gzip -9`, as servers that compress their files beforehand do it. Node's own zlib is Chromium's,
 * which gives one part in a hundred away for speed.
 */
function gzipped(files) {
  return files.reduce(
    (sum, file) => sum + execFileSync('gzip', ['-9', '-n', '-c', file]).length,
    0,
  );
}

function measure({ entry, kilobytes }) {
  const files = [...downloads(join(built, entry))];
  return { entry, files, bytes: gzipped(files), budget: kilobytes * kilobyte };
}

function report({ entry, files, bytes, budget }) {
  const verdict = bytes > budget ? 'OVER' : 'ok';
  const [size, limit] = [bytes, budget].map((n) => `${(n / kilobyte).toFixed(2)} kB`);
  console.log(`${verdict.padEnd(5)}${entry.padEnd(36)}${size.padStart(9)} of ${limit.padStart(9)}`);
  for (const file of files.slice(1)) console.log(`       + ${relative(built, file)}`);
}

const results = budgets.map(measure);
results.forEach(report);
if (results.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1;
