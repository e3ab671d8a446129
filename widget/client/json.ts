import { own } from './own.ts';

/** What our bodies hold: no list and nothing nested. */
type Flat = Readonly<Record<string, string | number | undefined>>;

/**
 * The JSON of a flat `body`, made by syntax alone. A page that has patched `JSON`, or has put a
 * `toJSON` on a prototype, as old libraries do, would else send another code than the one typed.
 *
 * @throws {TypeError} A control character is in it: none of our values has one.
 */
export function jsonOf(body: object): string {
  const members = own(body) as Flat;
  let text = '';
  for (const name in members) {
    const value = members[name];
    if (value === undefined) continue;
    const json = typeof value === 'string' ? quoted(value) : `${value}`;
    text += `${text === '' ? '' : ','}${quoted(name)}:${json}`;
  }
  return `{${text}}`;
}

/** By index: an iterator could be the page's. */
function quoted(text: string): string {
  let inside = '';
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character < ' ') throw new TypeError('A control character can not be sent');
    inside += character === '"' || character === '\\' ? `\\${character}` : character;
    at += 1;
  }
  return `"${inside}"`;
}
