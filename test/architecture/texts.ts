import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of ours that somebody may read. `path` is relative to the project and has forward slashes. */
export interface TextFile {
  path: string;
  text: string;
}

const folders = ['bff', 'widget', 'demo', 'docs', 'test'];
const readable = new Set(['.ts', '.mjs', '.js', '.py', '.md', '.patch']);
/** What is generated or somebody else's. */
const foreign = /(^|\/)(node_modules|dist|migrations|vectors)\//;

/** Code, tests, planted bugs and pages, in the order of their paths. */
export function readTexts(root: string): TextFile[] {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  );
  const pages = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [...below, ...pages]
    .filter((path) => readable.has(extname(path)) && !foreign.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
