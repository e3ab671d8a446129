/**
 * Runs in the page: what can be read in the portal's content and dialogue, shadow trees included, in
 * the order of reading. The pretend tokens beside the portal are left out.
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
  document
    .querySelectorAll('otp-provider, body:not(:has(otp-provider)) main, dialog')
    .forEach(read);
  return texts.join('').replaceAll(/[ \t\r\n\u00a0]*\n[ \t\r\n\u00a0]*/g, '\n');
}
