import type { IntentFlow } from './intent-flow.ts';

/** Without any of them nothing is wrong, and a code is asked again. */
const refused = 'input[aria-invalid="true"], [aria-invalid="true"] input, .notice.danger';
const code = '.code input';

/**
 * Takes a keyboard and a screen reader along from one state to the next: to the heading of a new
 * screen, or to the first field that a refusal speaks of, or to its notice. Call after rendering.
 * Never moves at the first screen, where a person may be reading something else of the portal.
 */
export function moveFocus(root: ParentNode, from: IntentFlow, to: IntentFlow): void {
  if (from === to) return;
  const isRefused = 'refusal' in to && to.refusal !== undefined && to.screen !== 'ended';
  const isNew = from.screen !== to.screen && to.screen !== 'opening';
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  if (isRefused) (find(refused) ?? find(code))?.focus();
  else if (isNew) find('h2')?.focus();
}
