/**
 * Runs in the page: everything that can be seen, shadow trees included, in the order of reading.
 * Text of fields is what stands in them.
 */
export function deepText(): string {
  const texts: string[] = [];
  const read = (node: Node): void => {
    if (node instanceof Text) texts.push(node.data);
    if (node instanceof HTMLSlotElement) node.assignedNodes({ flatten: true }).forEach(read);
    if (!(node instanceof Element)) return;
    if (!node.checkVisibility({ visibilityProperty: true }) || node.matches('script, style'))
      return;
    (node.shadowRoot ?? node).childNodes.forEach(read);
    if (node.matches('p, li, dd, dt, h1, h2, h3, td, th, div, button')) texts.push('\n');
  };
  read(document.body);
  return texts.join('').replaceAll(/[ \t\r\n\u00a0]*\n[ \t\r\n\u00a0]*/g, '\n');
}
