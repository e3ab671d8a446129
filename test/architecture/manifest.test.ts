import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { importsOf } from './imports.ts';
import { root } from './root.ts';
import { readSources, type SourceFile } from './source-tree.ts';

interface Named {
  name: string;
  description?: string;
  type?: { text: string };
}

interface ElementDeclaration {
  tagName: string;
  summary?: string;
  attributes?: Named[];
  members?: (Named & { kind: string; inheritedFrom?: object })[];
  events?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
  customElement?: boolean;
}

interface ElementModule {
  path: string;
  declarations: ElementDeclaration[];
}

const outdir = 'artefacts/manifest';
const tags = [
  'otp-manager',
  'otp-member-list',
  'otp-menu-item',
  'otp-provider',
  'otp-token-register',
  'otp-usage-mode',
];
const sources = new Map(readSources(root, ['widget']).map((file) => [file.path, file]));

/** What `npm run manifest` writes, read by the same tool that editors use. */
function analyze(): ElementModule[] {
  const cem = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js');
  const config = 'custom-elements-manifest.config.js';
  execFileSync(
    process.execPath,
    [cem, 'analyze', '--config', config, '--outdir', outdir, '--quiet'],
    {
      cwd: root,
    },
  );
  const manifest: unknown = JSON.parse(
    readFileSync(join(root, outdir, 'custom-elements.json'), 'utf8'),
  );
  return (manifest as { modules: ElementModule[] }).modules;
}

/** The files an element is made of: its own and all that they import for use, at once or later. */
function filesOf(path: string, seen = new Map<string, SourceFile>()): SourceFile[] {
  const file = sources.get(path);
  if (file === undefined || seen.has(path)) return [...seen.values()];
  seen.set(path, file);
  for (const { to, kind } of importsOf(file)) if (kind !== 'type') filesOf(to, seen);
  return [...seen.values()];
}

/** Every word that stands in a `part` attribute of a template. */
function partsIn(files: SourceFile[]): string[] {
  const attributes = files.flatMap(({ text }) => [
    ...text.matchAll(/\bpart=(?:"([\w -]+)"|\$\{([^}]*)\})/g),
  ]);
  const words = attributes.flatMap(([, plain, expression]) =>
    plain === undefined
      ? [...(expression ?? '').matchAll(/[?:] '([\w-]+)'/g)].map(([, word]) => word ?? '')
      : plain.split(' '),
  );
  return [...new Set(words)].sort();
}

/** Made in a shared file, but only after a change of the mode, which this element never makes. */
const neverFired: Record<string, string[]> = { 'otp-token-register': ['OtpMembersRequestedEvent'] };

/** Every class of ours whose event is made in these files. */
function eventsIn(files: SourceFile[]): string[] {
  return [
    ...new Set(
      files.flatMap(({ text }) =>
        [...text.matchAll(/\bnew (Otp\w+Event)\(/g)].map(([, name]) => name ?? ''),
      ),
    ),
  ];
}

const elements: (ElementDeclaration & { path: string })[] = [];

beforeAll(() => {
  for (const { path, declarations } of analyze()) {
    for (const one of declarations) if (one.customElement) elements.push({ ...one, path });
  }
});

describe('the custom elements manifest', () => {
  it('knows every element by its tag', () => {
    expect(elements.map(({ tagName }) => tagName).sort()).toEqual(tags);
  });

  describe.each(tags)('of %s', (tag) => {
    const element = () => {
      const found = elements.find(({ tagName }) => tagName === tag);
      if (!found) throw new Error(`No ${tag}`);
      return found;
    };

    it('says in a sentence what it is for', () => {
      expect(element().summary).toMatch(/\w.*\.$/s);
    });

    it('describes every attribute and public field', () => {
      const { attributes = [], members = [] } = element();
      const fields = members.filter(({ kind }) => kind === 'field');
      const silent = [...attributes, ...fields].filter(({ description }) => !description);
      expect(silent.map(({ name }) => name)).toEqual([]);
    });

    it('describes every event that its files make', () => {
      const { events = [], path } = element();
      const told = [...events.map(({ type }) => type?.text), ...(neverFired[tag] ?? [])];
      expect(eventsIn(filesOf(path)).filter((name) => !told.includes(name))).toEqual([]);
      expect(events.filter(({ name }) => !name.startsWith('otp-'))).toEqual([]);
    });

    it('names exactly the parts of its templates', () => {
      const { cssParts = [], path } = element();
      expect(cssParts.map(({ name }) => name).sort()).toEqual(partsIn(filesOf(path)));
      expect(cssParts.filter(({ description }) => !description)).toEqual([]);
    });

    it('carries the custom properties of the look', () => {
      const names = element().cssProperties?.map(({ name }) => name);
      expect(names).toContain('--otp-accent-color');
      expect(names).toContain('--otp-font-family');
    });
  });
});
