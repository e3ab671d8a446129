/**
 * Registers `element` as `tag`. A tag that is already this element's stays as it is, so that
 * importing two entries that share an element does nothing twice.
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
  else if (present !== element) throw tagTaken(tag);
}

/** Another script owns the tag. */
export function tagTaken(tag: string): Error {
  return new Error(
    `<${tag}> is already defined by another script; see defineOtpElements({ suffix })`,
  );
}
