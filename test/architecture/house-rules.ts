import ts from 'typescript';
import { placeAt, placeOf, walk, type SourceFile } from './source-tree.ts';

// What the linter can't be asked, or could be told to overlook. Each rule takes one file and
// answers the places that break it; none knows how the others work.

const longestFile = 300;
const reasonWithin = 10;

/** A longer file says why, in a comment with the words "over 300 lines", among its first ten lines. */
export function overlongFile({ path, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n');
  const head = lines.slice(0, reasonWithin).join('\n');
  const excused = /(\/\/|\*).*over 300 lines/i.test(head);
  return lines.length <= longestFile || excused
    ? []
    : [`${path} has ${String(lines.length)} lines`];
}

const suppression =
  /eslint-disable|@ts-(ignore|expect-error|nocheck)|(istanbul|c8|v8) ignore|prettier-ignore/g;

/** Comments that silence a tool. Strings may name them; comments may not. */
export function suppressions(file: SourceFile): string[] {
  const words = wordsOf(file);
  const inCode = (offset: number) => words.some(([start, end]) => start <= offset && offset < end);
  return [...file.text.matchAll(suppression)]
    .filter(({ index }) => !inCode(index))
    .map(({ index }) => placeAt(file, index));
}

/** Where names, strings and templates stand. What is outside of them is punctuation or comment. */
function wordsOf({ syntax }: SourceFile): [start: number, end: number][] {
  const words: [number, number][] = [];
  walk(syntax, (node) => {
    const isLeaf = ts.forEachChild(node, () => true) === undefined;
    if (isLeaf) words.push([node.getStart(syntax), node.end]);
  });
  return words;
}

const evasions = new Set(['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails']);
const testWords = new Set(['describe', 'suite', 'it', 'test', 'this', 'bench']);
const evasiveWords = new Set(['xit', 'xdescribe', 'xtest', 'fit', 'fdescribe']);

/** Tests that are there but do not run, or keep others from running. */
export function evadedTests(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.syntax, (node) => {
    const evaded =
      (ts.isPropertyAccessExpression(node) &&
        evasions.has(node.name.text) &&
        testWords.has(firstWord(node.expression))) ||
      (ts.isCallExpression(node) && evasiveWords.has(node.expression.getText(file.syntax)));
    if (evaded) found.push(placeOf(file, node));
  });
  return found;
}

/** `it` of `it.each(rows).concurrent`. */
function firstWord(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) {
    return firstWord(node.expression);
  }
  return node.getText();
}

/** `any`, written or implied by a cast. */
export function anyTypes(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.syntax, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(placeOf(file, node));
  });
  return found;
}

/** Reads of the environment: `process.env`, destructured or imported. */
export function environmentReads(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.syntax, (node) => {
    if (readsEnvironment(node)) found.push(placeOf(file, node));
  });
  return found;
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return /^(globalThis\.)?process(\.|\[['"])env\b/.test(node.getText()) && isInnermost(node);
  }
  if (ts.isVariableDeclaration(node)) {
    const { initializer } = node;
    return initializer?.getText() === 'process' && /\benv\b/.test(node.name.getText());
  }
  if (ts.isImportDeclaration(node)) {
    return (
      /^['"](node:)?process['"]$/.test(node.moduleSpecifier.getText()) &&
      /\benv\b/.test(node.importClause?.getText() ?? '')
    );
  }
  return false;
}

/** True for `process.env` itself, false for `process.env.PORT` around it. */
function isInnermost(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  return !/\benv\b/.test(node.expression.getText());
}
