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
}
