/**
 * Registers `element` as `tag`. A tag that is already this element's (or a subclass of it) stays
 * as it is, so that loading an entry twice does nothing.
 *
 * @throws {Error} When another script owns the tag: a page must not mistake its element for ours.
 */
export function defineElement(
  tag: string,
  element: CustomElementConstructor,
  registry: CustomElementRegistry = customElements,
): void {
  const present = registry.get(tag);
  if (present === undefined) registry.define(tag, element);
  else if (!isSameElement(present, element)) {
    throw new Error(
      `<${tag}> is already defined by another script; see defineOtpElements({ suffix })`,
    );
  }
}

function isSameElement(
  present: CustomElementConstructor,
  element: CustomElementConstructor,
): boolean {
  return present === element || present.prototype instanceof element;
}
