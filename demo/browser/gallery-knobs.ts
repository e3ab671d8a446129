/** What has no property of the product behind it. */
const ownKnobs = new Set(['width', 'scheme']);

/** Turns the knobs of the gallery into custom properties, and those into CSS to take home. */
export function applyKnobs(): void {
  const form = document.querySelector<HTMLFormElement>('.knobs');
  const specimens = document.querySelector<HTMLElement>('.specimens');
  const css = form?.querySelector('textarea');
  if (form === null || specimens === null || css === null || css === undefined) return;
  const turned = new Map<string, string>();
  const show = () => {
    const lines = Array.from(turned, ([name, value]) => `  ${name}: ${value};`);
    const rule = `otp-provider {\n${lines.join('\n')}\n}`;
    css.value = lines.length === 0 ? (css.dataset['empty'] ?? '') : rule;
    css.rows = Math.max(3, lines.length + 2);
  };
  form.addEventListener('input', ({ target }) => {
    if (!isKnob(target)) return;
    if (ownKnobs.has(target.name)) return turnOwn(specimens, target);
    const value = target.type === 'range' ? `${target.value}rem` : target.value;
    specimens.style.setProperty(target.name, value);
    turned.set(target.name, value);
    show();
  });
  form.addEventListener('reset', () => {
    for (const name of [...turned.keys(), '--stage-width', 'color-scheme']) {
      specimens.style.removeProperty(name);
    }
    turned.clear();
    // The fields have their first values only after the event.
    queueMicrotask(show);
  });
  show();
}

function isKnob(target: EventTarget | null): target is HTMLInputElement | HTMLSelectElement {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

function turnOwn(specimens: HTMLElement, { name, value }: HTMLInputElement | HTMLSelectElement) {
  if (name === 'width') specimens.style.setProperty('--stage-width', `${value}%`);
  else specimens.style.setProperty('color-scheme', value);
}
