// From bytes to elements, for files that come from a stranger. Owns the limits on size and form;
// knows nothing of what the elements mean.
import { SaxesParser, type SaxesAttributeNS } from 'saxes';
import { StockError } from './stock-error.ts';
import { XmlElement } from './xml-element.ts';

const mebibyte = 1024 * 1024;
/** Some 8,000 encrypted keys as makers indent them, 20,000 without the white space. */
const largestFile = 10 * mebibyte;
const deepest = 32;
/** Characters. */
const longestAttribute = 4096;
/** Some 25 elements a key, and what stands around them. */
const mostElements = 1_000_000;

/** Those that XML itself defines (XML 1.0 section 4.6), and nothing inherited. */
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a whole document and answers its root.
 *
 * @throws {StockError} for anything but well-formed UTF-8 within the limits, and for every DOCTYPE or
 * ENTITY, found before a parser sees the file (A67, A72).
 */
export function readXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > largestFile) throw new StockError('the file is larger than 10 MiB', 1);
  const text = decode(bytes);
  refuseDeclarations(text);
  return parse(text);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new StockError('the file is not UTF-8', 1);
  }
}

function refuseDeclarations(text: string): void {
  const at = text.search(/<!\s*(DOCTYPE|ENTITY)/i);
  if (at < 0) return;
  const line = text.slice(0, at).split('\n').length;
  throw new StockError('DOCTYPE and ENTITY are not allowed', line);
}

function parse(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, entities);
  const refuse = (reason: string): never => {
    throw new StockError(reason, parser.line);
  };
  const document = new XmlElement('', 'the document', 1, new Map());
  const open = [document];
  let elements = 0;
  let line = 1;

  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      refuse('the file is not declared as UTF-8');
  });
  parser.on('opentagstart', () => (line = parser.line));
  parser.on('attribute', ({ value }) => {
    if (value.length > longestAttribute) refuse('an attribute is too long');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length > deepest) refuse('elements are nested too deeply');
    if ((elements += 1) > mostElements) refuse('there are too many elements');
    const element = new XmlElement(uri, local, line, ownAttributes(Object.values(attributes)));
    open.at(-1)?.append(element);
    open.push(element);
  });
  parser.on('text', (part) => open.at(-1)?.appendText(part));
  parser.on('cdata', (part) => open.at(-1)?.appendText(part));
  parser.on('closetag', () => open.pop());
  parser.on('error', () => refuse('the file is not well-formed XML'));
  parser.write(text).close();
  return rootOf(document);
}

/** Most elements have none, and share this. */
const noAttributes: ReadonlyMap<string, string> = new Map();

/** Those without a namespace; a Map, so that no name means anything to the language (A68). */
function ownAttributes(all: readonly SaxesAttributeNS[]): ReadonlyMap<string, string> {
  const own = all.filter(({ uri }) => uri === '');
  if (own.length === 0) return noAttributes;
  return new Map(own.map(({ local, value }) => [local, value]));
}

function rootOf(document: XmlElement): XmlElement {
  const [root] = document.elements();
  if (root === undefined) throw document.refusal('the file is not well-formed XML');
  return root;
}
