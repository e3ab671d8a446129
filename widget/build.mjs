// Builds the widget into dist/. Five results, one command:
//   dist/widget/*.js             ES modules for bundlers; Lit stays an import
//   dist/widget/standalone/*.js  the same entries for <script type="module">; Lit inside
//   dist/widget/alone/*.js       an element in one file, for a page that has only this one
//   dist/widget/otp-madoguchi.js one classic script that defines every element; Lit inside
//   dist/types/                  declarations
// docs/decisions/0011-widget-builds.md says why. It does not build the BFF.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, parseAst } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'widget');
const output = join(root, 'dist/widget');
const scriptEntry = join(source, 'script.ts');

/** The oldest with `light-dark()` and `AbortSignal.any`, the newest that the elements use. */
const target = ['chrome123', 'edge123', 'firefox124', 'safari17.5'];

const litModules = /^(lit|lit-html|lit-element|@lit\/[\w-]+)(\/|$)/;

const entries = {
  index: join(source, 'index.ts'),
  define: join(source, 'define.ts'),
  ...Object.fromEntries(elementNames().map((name) => [name, join(source, name, 'define.ts')])),
};

function elementNames() {
  return readdirSync(source).filter((name) => existsSync(join(source, name, 'define.ts')));
}

/**
 * Names our copy of Lit's Trusted Types policy `otp-widget-html`: a portal that allows only this
 * name runs us, and a portal with a Lit of its own may allow `lit-html` once, for that one.
 */
const ownTrustedTypesPolicy = {
  name: 'otp-trusted-types-policy',
  transform(code, id) {
    if (!/\/lit-html\/(development\/)?lit-html\.js$/.test(id)) return;
    const renamed = code.replace(
      /createPolicy\((["'])lit-html\1/,
      'createPolicy("otp-widget-html"',
    );
    if (renamed === code) throw new Error(`No Trusted Types policy found in ${id}`);
    return { code: renamed, map: null };
  },
};

/**
 * Takes the indentation out of `html` and `css` templates. Nothing in our templates is preformatted,
 * so that a run of white space is as good as one space, and in CSS mostly as good as none.
 */
const smallTemplates = {
  name: 'otp-small-templates',
  enforce: 'post',
  transform(code, id) {
    if (!/\/widget\/.*\.ts$/.test(id)) return;
    const pieces = templatePieces(parseAst(code)).sort((a, b) => b.start - a.start);
    const small = pieces.reduce(
      (text, { start, end, shrink }) =>
        text.slice(0, start) + shrink(text.slice(start, end)) + text.slice(end),
      code,
    );
    return { code: small, map: null };
  },
};

const shrinkers = { html: smallHtml, css: smallCss };

/** White space means something between words and inline tags, and nothing beside these. */
const blocks =
  '(?:div|p|h[23]|d[ldt]|[ou]l|li|form|fieldset|legend|section|nav|table|caption|thead|tbody|t[rhd])';
const besideBlock = new RegExp(
  `\\s*\\n\\s*(?=</?${blocks}\\b)|(?<=</?${blocks}\\b[^<>]*>)\\s*\\n\\s*`,
  'g',
);

/** HTML needs neither quotes round a plain word nor the slash of a void element. */
function smallHtml(text) {
  return text
    .replaceAll(besideBlock, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/="([\w-]+)"(?=[\s>])/g, '=$1')
    .replaceAll(/ \/?>/g, '>');
}

function smallCss(text) {
  return text
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(/(?<![\w.])0(?=\.\d)/g, '')
    .replaceAll(/: /g, ':')
    .replaceAll(/;}/g, '}');
}

/** Every string of every `html` and `css` template below `node`, with its place in the source. */
function templatePieces(node) {
  if (Array.isArray(node)) return node.flatMap(templatePieces);
  if (node === null || typeof node !== 'object') return [];
  const below = Object.values(node).flatMap(templatePieces);
  if (node.type !== 'TaggedTemplateExpression') return below;
  const shrink = shrinkers[node.tag.name];
  return shrink ? [...node.quasi.quasis.map((q) => ({ ...q, shrink })), ...below] : below;
}

/**
 * Our decorators are TypeScript's experimental ones, and stand on fields only: Lit's halves for standard
 * decorators and for accessors are left out, and the helper that knows all kinds with them.
 */
const fieldDecorators = {
  name: 'otp-field-decorators',
  transform(code, id) {
    if (/\/decorators\/property\.js$/.test(id)) {
      const property =
        '(options) => (host, name) => host.constructor.createProperty(name, options)';
      return { code: `export const property = ${property};`, map: null };
    }
    if (/\/helpers\/esm\/decorate\.js$/.test(id)) {
      const decorate = '(all, host, name) => all.forEach((decorator) => decorator(host, name))';
      return { code: `export default ${decorate};`, map: null };
    }
  },
};

/** A script is one file: what the modules fetch apart stands in it, without the detour. */
const nothingApart = {
  name: 'otp-nothing-apart',
  enforce: 'post',
  async transform(code, id) {
    if (!/\/(english|lazy-change|lazy-preview)\.ts$/.test(id)) return;
    const [fetched, from] = /await import\(["']([^"']+)["']\)/.exec(code) ?? [];
    if (!fetched) throw new Error(`${id} fetches nothing any more`);
    const names = (await this.load(await this.resolve(from, id))).exports.join(', ');
    return {
      code: `import { ${names} } from '${from}';\n${code.replace(fetched, `{ ${names} }`)}`,
      map: null,
    };
  },
};

/**
 * gzip looks back 32 kB (RFC 1951, section 2), and the script is longer: styles stand beside styles in
 * it, and texts beside texts.
 */
const alikeTogether = {
  name: 'otp-alike-together',
  enforce: 'pre',
  transform(code, id) {
    if (id !== scriptEntry) return;
    const files = readdirSync(source, { recursive: true }).sort();
    const alike = [/^styles\/|\.styles\.ts$/, /-texts\.ts$/].flatMap((kind) =>
      files.filter((file) => kind.test(file)),
    );
    return { code: alike.map((file) => `import './${file}';\n`).join('') + code, map: null };
  },
};

/**
 * One chunk of what both elements that make changes begin with. Left alone, the bundler cuts it into
 * five by who shares what, and five small files pack worse than one. Of `@lit/context` only what is
 * used comes along.
 */
const base = {
  debugName: 'base',
  name: (id, context) =>
    !id.includes('/@lit/context/') &&
    ['otp-usage-mode', 'otp-token-register'].every((name) =>
      imported(entries[name], context).has(id),
    )
      ? 'base'
      : null,
};

/** The ids of `entry` and of everything that it imports statically. */
function imported(entry, context, seen = new Set()) {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const id of context.getModuleInfo(entry).importedIds) imported(id, context, seen);
  return seen;
}

function bundle({ outDir, entry, formats, minify, rolldownOptions, plugins = [] }) {
  return build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [smallTemplates, ...plugins],
    build: {
      target,
      outDir,
      minify,
      emptyOutDir: false,
      lib: { entry, formats, name: 'otpMadoguchi' },
      rolldownOptions,
    },
  });
}

/** Elements that a page may carry alone. */
const alone = ['otp-usage-mode', 'otp-token-register'];

/** One chunk of all that one element begins with: a single file packs best. */
function whole(name) {
  return {
    debugName: 'whole',
    name: (id, context) => (imported(entries[name], context).has(id) ? name : null),
  };
}

function modules(outDir, { entry = entries, ...options }) {
  return bundle({
    outDir,
    entry,
    formats: ['es'],
    ...options,
    rolldownOptions: {
      external: options.external,
      output: {
        minify: options.minify,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: { groups: options.groups },
      },
    },
  });
}

function script() {
  return bundle({
    outDir: output,
    entry: scriptEntry,
    formats: ['iife'],
    minify: true,
    plugins: [ownTrustedTypesPolicy, fieldDecorators, nothingApart, alikeTogether],
    rolldownOptions: { output: { minify: true, entryFileNames: 'otp-madoguchi.js' } },
  });
}

function declarations() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly'];
  const places = ['-p', source, '--rootDir', root, '--outDir', join(root, 'dist/types')];
  execFileSync(process.execPath, [tsc, ...places, ...emit], { stdio: 'inherit' });
}

rmSync(output, { recursive: true, force: true });
rmSync(join(root, 'dist/types'), { recursive: true, force: true });
await modules(output, { external: litModules, minify: false, groups: [] });
await modules(join(output, 'standalone'), {
  minify: true,
  plugins: [ownTrustedTypesPolicy, fieldDecorators],
  groups: [base],
});
for (const name of alone) {
  await modules(join(output, 'alone'), {
    entry: { [name]: entries[name] },
    minify: true,
    plugins: [ownTrustedTypesPolicy, fieldDecorators],
    groups: [whole(name)],
  });
}
await script();
declarations();
