/** Every element below `root`, shadow trees and the elements in them included. */
export function deepElements(root: Element | ShadowRoot): Element[] {
  const found: Element[] = [];
  for (const element of root.querySelectorAll('*')) {
    found.push(element, ...(element.shadowRoot ? deepElements(element.shadowRoot) : []));
  }
  const own = root instanceof Element && root.shadowRoot ? deepElements(root.shadowRoot) : [];
  return [...found, ...own];
}

/** All text below `root`, wherever it stands, without the styles. */
export function deepText(root: Element): string {
  const texts = [root, ...deepElements(root)].flatMap((element) => [
    ...(element.localName === 'style' ? [] : ownText(element)),
    ...(element.shadowRoot ? ownText(element.shadowRoot) : []),
  ]);
  return texts.join(' ').replaceAll(/\s+/gu, ' ');
}

/** All that is written down below `root`: text, comments, attributes, and what fields hold. */
export function everythingIn(root: Element): string {
  const elements = [root, ...deepElements(root)];
  const held = elements.flatMap((element) => [
    ...[...element.attributes].map(({ value }) => value),
    ...(element instanceof HTMLInputElement ? [element.value, element.defaultValue] : []),
    ...[element, element.shadowRoot].flatMap((one) =>
      [...(one?.childNodes ?? [])].map(({ nodeValue }) => nodeValue ?? ''),
    ),
  ]);
  return held.join('\n');
}

function ownText(node: ParentNode & Node): string[] {
  return [...node.childNodes].flatMap((child) => (child instanceof Text ? [child.data] : []));
}
