// One pretend token: its display, its clock, its button, and what a tester may do to it.
//
// State lives in this browser only (localStorage), as a real token's lives in the token.
import { codeAt, stepAt, type ToyToken } from '../toy/toy-token.ts';

interface ToyState {
  /** Steps by which the toy's clock is off. */
  drift: number;
  /** HOTP: the counter whose code the next press shows. */
  counter: number;
  lost: boolean;
  flat: boolean;
}

const fresh: ToyState = { drift: 0, counter: 0, lost: false, flat: false };

/** Milliseconds for which a press of the button keeps the code on the display. */
const pressLasts = 30_000;

export class ToyDevice {
  readonly #element: HTMLElement;
  readonly #token: ToyToken;
  readonly #state: ToyState;
  #pressedAt = Number.NEGATIVE_INFINITY;
  #shown = '';

  constructor(element: HTMLElement, token: ToyToken) {
    this.#element = element;
    this.#token = token;
    this.#state = { ...fresh, ...readState(token.tokenId) };
    this.#wire();
    this.#reflect();
  }

  get tokenId(): string {
    return this.#token.tokenId;
  }

  /** Shows what a token shows at `now` (milliseconds). Called once a second. */
  async tick(now: number): Promise<void> {
    const code = await this.#codeAt(now);
    this.#show(code);
    this.#showTimeLeft(now);
  }

  /** Hides the device where its id doesn't contain `text`; true if it stays. */
  filter(text: string): boolean {
    const stays = this.tokenId.includes(text);
    this.#element.hidden = !stays;
    return stays;
  }

  async #codeAt(now: number): Promise<string> {
    const { lost, flat, drift, counter } = this.#state;
    if (lost || flat) return '';
    if (this.#token.kind === 'totp') return codeAt(this.#token, stepAt(this.#token, now) + drift);
    return now - this.#pressedAt < pressLasts ? codeAt(this.#token, counter - 1) : '';
  }

  #show(code: string): void {
    if (code === this.#shown && this.#element.dataset['ready'] === 'true') return;
    this.#shown = code;
    this.#element.dataset['ready'] = 'true';
    find(this.#element, '.toy-copy').toggleAttribute('disabled', !this.#isFlipped && code === '');
    const output = find(this.#element, '.toy-code');
    output.textContent = code === '' ? (output.dataset['none'] ?? '') : code;
    const places = this.#element.querySelectorAll<SVGGElement>('.digit');
    places.forEach((place, i) => (place.dataset['digit'] = code[i] ?? ''));
  }

  #showTimeLeft(now: number): void {
    const seconds = this.#element.querySelector('.toy-ring-seconds');
    if (seconds === null) return;
    const { period } = this.#token;
    const left = period - (Math.floor(now / 1000) % period);
    seconds.textContent = this.#shown === '' ? '' : String(left);
    this.#element.style.setProperty('--toy-left', String((left / period) * 100));
    this.#element.toggleAttribute('data-ending', left <= 5);
  }

  #wire(): void {
    const on = (selector: string, type: string, listener: (target: HTMLElement) => void) => {
      const target = this.#element.querySelector<HTMLElement>(selector);
      target?.addEventListener(type, () => listener(target));
    };
    on('.toy-flip', 'click', () => this.#flip());
    on('.toy-copy', 'click', () => void this.#copy());
    on('.toy-press', 'click', () => this.#press());
    on('.toy-drift input', 'input', (target) => this.#set({ drift: valueOf(target) }));
    on('.toy-lost', 'change', (target) => this.#set({ lost: isChecked(target) }));
    on('.toy-flat', 'change', (target) => this.#set({ flat: isChecked(target) }));
  }

  #press(): void {
    if (this.#state.lost || this.#state.flat) return;
    this.#pressedAt = Date.now();
    this.#set({ counter: this.#state.counter + 1 });
  }

  #set(change: Partial<ToyState>): void {
    Object.assign(this.#state, change);
    localStorage.setItem(storageKey(this.tokenId), JSON.stringify(this.#state));
    this.#reflect();
    void this.tick(Date.now());
  }

  #reflect(): void {
    const { drift, lost, flat } = this.#state;
    this.#element.toggleAttribute('data-lost', lost);
    this.#element.toggleAttribute('data-flat', flat);
    this.#element.toggleAttribute('data-drifting', drift !== 0);
    setChecked(find(this.#element, '.toy-lost'), lost);
    setChecked(find(this.#element, '.toy-flat'), flat);
    const slider = this.#element.querySelector<HTMLInputElement>('.toy-drift input');
    if (slider === null) return;
    slider.value = String(drift);
    const output = find(this.#element, '.toy-drift output');
    output.textContent = `${signed(drift)} ${output.dataset['unit'] ?? ''}`;
  }

  get #isFlipped(): boolean {
    return this.#element.hasAttribute('data-flipped');
  }

  #flip(): void {
    const flipped = this.#element.toggleAttribute('data-flipped');
    find(this.#element, '.toy-back').inert = !flipped;
    find(this.#element, '.toy-front').inert = flipped;
    for (const button of this.#element.querySelectorAll<HTMLElement>('.toy-flip, .toy-copy')) {
      button.textContent = button.dataset[flipped ? 'back' : 'front'] ?? '';
    }
    find(this.#element, '.toy-copy').toggleAttribute('disabled', !flipped && this.#shown === '');
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.#isFlipped ? this.tokenId : this.#shown);
    this.#element.dispatchEvent(new CustomEvent('toy-copied', { bubbles: true }));
  }
}

function storageKey(tokenId: string): string {
  return `toy:${tokenId}`;
}

function readState(tokenId: string): Partial<ToyState> {
  const text = localStorage.getItem(storageKey(tokenId));
  return text === null ? {} : (JSON.parse(text) as Partial<ToyState>);
}

function find(root: HTMLElement, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The drawing lacks ${selector}`);
  return found;
}

function valueOf(target: HTMLElement): number {
  return target instanceof HTMLInputElement ? target.valueAsNumber : 0;
}

function isChecked(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.checked;
}

function setChecked(target: HTMLElement, checked: boolean): void {
  if (target instanceof HTMLInputElement) target.checked = checked;
}

function signed(steps: number): string {
  if (steps === 0) return '±0';
  return steps > 0 ? `+${steps}` : `−${-steps}`;
}
