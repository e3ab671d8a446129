import { expect, waitUntil } from '@open-wc/testing';
import type { LitElement } from 'lit';

/** Longer than the first questions after an unknown outcome take. */
const patience = { timeout: 4_000 };

/** What a person sees and does in one element: its screen, by words and fields. */
export class Screen {
  readonly element: LitElement;

  constructor(element: LitElement) {
    this.element = element;
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (!shadowRoot) throw new Error('The element has rendered nothing');
    return shadowRoot;
  }

  get text(): string {
    return this.root.textContent.replaceAll(/\s+/gu, ' ');
  }

  /** The live region. */
  get status(): string {
    return this.root.querySelector('[role="status"]')?.textContent ?? '';
  }

  get focused(): Element | null {
    return this.root.activeElement;
  }

  field(id: string): HTMLInputElement {
    const field = this.root.querySelector<HTMLInputElement>(`#${id}`);
    if (!field) throw new Error(`No field ${id} on: ${this.text}`);
    return field;
  }

  button(label: string): HTMLButtonElement {
    const buttons = [...this.root.querySelectorAll('button')];
    const button = buttons.find(({ textContent }) => textContent.trim() === label);
    if (!button) throw new Error(`No button ${label} on: ${this.text}`);
    return button;
  }

  /** Waits until something is shown in this language, whatever the region: English comes apart. */
  async speaks(lang: string): Promise<void> {
    const shown = `[lang="${lang.slice(0, 2)}"] :is(h2, .notice)`;
    await waitUntil(() => this.root.querySelector(shown), `Nothing in ${lang}`, patience);
  }

  /** Waits until the heading says so. */
  async at(heading: string): Promise<void> {
    await waitUntil(
      () => this.root.querySelector('h2')?.textContent === heading,
      `No heading ${heading}`,
      patience,
    );
    await this.element.updateComplete;
  }

  async says(text: string): Promise<void> {
    await waitUntil(() => this.text.includes(text), `Nobody said ${text}`, patience);
    await this.element.updateComplete;
  }

  choose(mode: string): void {
    this.root.querySelector<HTMLInputElement>(`input[value="${mode}"]`)?.click();
  }

  /** As typing does: the value, then `input`. */
  type(id: string, value: string): void {
    const field = this.field(id);
    field.focus();
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  press(label: string): void {
    this.button(label).click();
  }

  /** Fails unless everything that is rendered passes axe. */
  async isAccessible(): Promise<void> {
    await expect(this.element).to.be.accessible();
  }
}
