/**
 * The members of `value` itself, without a prototype: what a page has put on `Object.prototype` is not
 * read from it, neither by us nor by the browser (A81). Made by syntax, which no page can patch.
 */
export function own<T extends object>(value: T): T {
  const copy = { __proto__: null, ...value };
  return copy;
}
