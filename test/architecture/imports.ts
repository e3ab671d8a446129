import { posix } from 'node:path';
import ts from 'typescript';
import { placeOf, walk, type SourceFile } from './source-tree.ts';

/** One edge from a file to a file of ours or to a package. */
export interface Import {
  from: string;
  /** A path of ours, a bare package name, or `node`. */
  to: string;
  /** `type`: gone after compilation. `lazy`: `import()`. */
  kind: 'value' | 'type' | 'lazy';
  place: string;
}

/** The `imports` field of package.json as the conditions resolve it: one edge to each dialect. */
const conditional: Record<string, readonly string[]> = {
  '#columns': ['bff/store/columns.sqlite.ts', 'bff/store/columns.pg.ts'],
  '#database': ['bff/store/sqlite/open.ts', 'bff/store/pg/open.ts'],
};

export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  walk(file.syntax, (node) => {
    const edge = readEdge(node);
    if (edge === undefined) return;
    for (const to of resolve(file.path, edge.specifier)) {
      found.push({ from: file.path, to, kind: edge.kind, place: placeOf(file, node) });
    }
  });
  return found;
}

function readEdge(node: ts.Node): { specifier: string; kind: Import['kind'] } | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    if (node.moduleSpecifier === undefined) return undefined;
    return { specifier: textOf(node.moduleSpecifier), kind: isTypeOnly(node) ? 'type' : 'value' };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: textOf(node.argument.literal), kind: 'type' };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments;
    return specifier && { specifier: textOf(specifier), kind: 'lazy' };
  }
  return undefined;
}

/** `import { type A }` stays an import after compilation (verbatimModuleSyntax), so it is a value. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : '(computed)';
}

function resolve(from: string, specifier: string): readonly string[] {
  if (specifier.startsWith('.')) return [posix.join(posix.dirname(from), specifier)];
  if (specifier.startsWith('node:')) return ['node'];
  if (specifier.startsWith('#')) return conditional[specifier] ?? [specifier];
  const [scope = '', name = ''] = specifier.split('/');
  return [scope.startsWith('@') ? `${scope}/${name}` : scope];
}

/** Rings of imports, types included, each as the list of its files. */
export function findCycles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, road: readonly string[]): void => {
    const start = road.indexOf(file);
    if (start >= 0) cycles.push(road.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const next of targets.get(file) ?? []) visit(next, [...road, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}
