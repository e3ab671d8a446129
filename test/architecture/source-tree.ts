import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import ts from 'typescript';

/** A file of ours, parsed. `path` is relative to the project and has forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
  syntax: ts.SourceFile;
}

const generated = new Set(['node_modules', 'dist', 'migrations', 'vectors']);
const readable = new Set(['.ts', '.mjs', '.js']);

/** Every script below the folders, in the order of their paths. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(root, folder))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

export function parseSource(path: string, text: string): SourceFile {
  return { path, text, syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : listFiles(root, path);
    return readable.has(extname(entry.name)) ? [path] : [];
  });
}

/** Calls `visit` for the node and everything below it, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => {
    walk(child, visit);
  });
}

/** Where a node stands, as editors and terminals link it: `path:line`. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  return placeAt(file, node.getStart(file.syntax));
}

export function placeAt(file: SourceFile, offset: number): string {
  return `${file.path}:${String(file.syntax.getLineAndCharacterOfPosition(offset).line + 1)}`;
}
