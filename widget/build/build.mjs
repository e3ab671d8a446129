// Builds the widget into dist/. Five results, one command:
//   dist/widget/*.js             ES modules for bundlers; Lit stays an import
//   dist/widget/standalone/*.js  the same entries for <script type="module">; Lit inside
//   dist/widget/alone/*.js       an element in one file, for a page that has only this one
//   dist/widget/otp-madoguchi.js one classic script that defines every element; Lit inside
//   dist/types/                  declarations
// docs/decisions/0011-widget-builds.md says why. It does not build the BFF.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { build } from 'vite';

import { alone, entries, output, root, scriptEntry, source, types } from './places.mjs';
import { ownTrustedTypesPolicy } from './own-trusted-types-policy.mjs';

/** The oldest with `light-dark()` and `AbortSignal.any`, the newest that the elements use. */
const target = ['chrome123', 'edge123', 'firefox124', 'safari17.5'];

const litModules = /^(lit|lit-html|lit-element|@lit\/[\w-]+)(\/|$)/;

/** Lit inside, and everything as small as the minifier makes it. */
const complete = { minify: true, plugins: [ownTrustedTypesPolicy] };

function bundle({ outDir, entry, format, names, external, minify = false, plugins = [] }) {
  return build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    build: {
      target,
      outDir,
      minify,
      emptyOutDir: false,
      lib: { entry, formats: [format], name: 'otpMadoguchi' },
      // Vite leaves the white space of a library's modules alone; here it goes.
      rolldownOptions: { external, output: { minify, ...names } },
    },
  });
}

function modules(outDir, entry, options) {
  const names = { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' };
  return bundle({ outDir, entry, format: 'es', names, ...options });
}

function script() {
  const names = { entryFileNames: 'otp-madoguchi.js' };
  return bundle({ outDir: output, entry: scriptEntry, format: 'iife', names, ...complete });
}

function declarations() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly'];
  const places = ['-p', source, '--rootDir', root, '--outDir', types];
  execFileSync(process.execPath, [tsc, ...places, ...emit], { stdio: 'inherit' });
}

for (const folder of [output, types]) rmSync(folder, { recursive: true, force: true });
await modules(output, entries, { external: litModules });
await modules(join(output, 'standalone'), entries, complete);
for (const name of alone) {
  await modules(join(output, 'alone'), { [name]: entries[name] }, complete);
}
await script();
declarations();
