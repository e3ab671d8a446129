// The gallery: puts each element into its place, with a counter that always answers the same.
import { applyKnobs } from './gallery-knobs.ts';
import { answerFor } from './gallery-scenes.ts';

/** `<otp-provider>` as this page knows it. */
interface Provider extends HTMLElement {
  fetch: typeof fetch;
}

for (const stage of document.querySelectorAll<HTMLElement>('.stage')) place(stage);
applyKnobs();

function place(stage: HTMLElement): void {
  const { tag = '', scene = '', attributes = '' } = stage.dataset;
  const provider = document.createElement('otp-provider') as Provider;
  provider.fetch = (input, init) => answerFor(scene, String(input), init);
  const element = document.createElement(tag);
  for (const [name, value] of new URLSearchParams(attributes)) element.setAttribute(name, value);
  provider.append(element);
  stage.append(provider);
  if (scene === 'fence') void walkToFence(element);
}

/** Over the code field to its refusal. Inert meanwhile: it would take the focus, and the page along. */
async function walkToFence(element: HTMLElement): Promise<void> {
  element.inert = true;
  (await found(element, '[part="secondary"]')).click();
  const field = await found(element, 'input');
  if (field instanceof HTMLInputElement) field.value = '123456';
  (await found(element, '[part="primary"]')).click();
  await found(element, '[part="countdown"]');
  element.inert = false;
}

/** Looks once a frame until the element shows it. */
async function found(element: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const part = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (part) return part;
    await new Promise(requestAnimationFrame);
  }
}
