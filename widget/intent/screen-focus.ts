import type { IntentFlow } from './intent-flow.ts';

const refused = 'input[aria-invalid="true"], [aria-invalid="true"] input, .notice.danger';

/**
 * Takes a keyboard and a screen reader along from one state to the next: to the heading of a new
 * screen, or to the first field that a refusal speaks of, or to its notice. Call after rendering.
 * Never moves at the first screen, where a person may be reading something else of the portal.
 */
export function moveFocus(root: ParentNode, from: IntentFlow, to: IntentFlow): void {
  if (from === to) return;
  const isRefused = 'refusal' in to && to.refusal !== undefined && to.screen !== 'ended';
  const isNew = from.screen !== to.screen && to.screen !== 'opening';
  if (isRefused) root.querySelector<HTMLElement>(refused)?.focus();
  else if (isNew) root.querySelector<HTMLElement>('h2')?.focus();
}
