/**
 * Moves the focus to the heading of `view` as soon as it has one, which may be after an answer of
 * the server. Leaves the focus alone when the person has put it somewhere meanwhile.
 */
export function focusHeading(view: Element, signal: AbortSignal): void {
  const root = view.shadowRoot;
  if (!root || signal.aborted) return;
  const observer = new MutationObserver(look);
  function look(): void {
    const heading = root?.querySelector('h2');
    if (!heading) return;
    observer.disconnect();
    if (isFocusLost()) heading.focus();
  }
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
  observer.observe(root, { childList: true, subtree: true });
  look();
}

/** The button that was pressed is gone, and with it the focus. */
function isFocusLost(): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === null || active === document.body || !active.checkVisibility();
}
