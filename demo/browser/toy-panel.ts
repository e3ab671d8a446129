import type { ToyToken } from '../toy/toy-token.ts';
import { ToyDevice } from './toy-device.ts';

const wideEnough = '(min-width: 64rem)';

/** Brings the drawn devices to life. Does nothing on a page without them. */
export async function startToys(): Promise<void> {
  const panel = document.querySelector<HTMLElement>('.toys');
  if (panel === null) return;
  foldable(panel);
  const response = await fetch('/toy/tokens');
  if (!response.ok) return;
  const tokens = (await response.json()) as ToyToken[];
  const devices = tokens.flatMap((token) => deviceFor(panel, token));
  searchable(panel, devices);
  tellCopies(panel);
  everySecond((now) => devices.forEach((device) => void device.tick(now)));
}

function deviceFor(panel: HTMLElement, token: ToyToken): ToyDevice[] {
  const element = panel.querySelector<HTMLElement>(`[data-token-id="${token.tokenId}"]`);
  return element === null ? [] : [new ToyDevice(element, token)];
}

/** On the full second, so that ring and digits turn together. */
function everySecond(tick: (now: number) => void): void {
  const now = Date.now();
  tick(now);
  setTimeout(() => everySecond(tick), 1000 - (now % 1000));
}

function searchable(panel: HTMLElement, devices: readonly ToyDevice[]): void {
  const search = panel.querySelector<HTMLInputElement>('.toys-search');
  const none = panel.querySelector<HTMLElement>('.toys-none');
  search?.addEventListener('input', () => {
    const text = search.value.normalize('NFKC').trim().toUpperCase();
    const left = devices.filter((device) => device.filter(text));
    if (none !== null) none.hidden = left.length > 0;
  });
}

function tellCopies(panel: HTMLElement): void {
  const status = panel.querySelector<HTMLElement>('.toys-status');
  let timer: ReturnType<typeof setTimeout> | undefined;
  panel.addEventListener('toy-copied', () => {
    if (status === null) return;
    status.textContent = status.dataset['copied'] ?? '';
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = ''), 1500);
  });
}

/** Open where there is room beside the portal, closed to a bar at the bottom where there is none. */
function foldable(panel: HTMLElement): void {
  const toggle = panel.querySelector<HTMLButtonElement>('.toys-toggle');
  const body = panel.querySelector<HTMLElement>('.toys-body');
  if (toggle === null || body === null) return;
  const set = (open: boolean) => {
    toggle.setAttribute('aria-expanded', String(open));
    panel.toggleAttribute('data-closed', !open);
    body.hidden = !open;
  };
  const wide = matchMedia(wideEnough);
  set(wide.matches);
  wide.addEventListener('change', () => set(wide.matches));
  toggle.addEventListener('click', () => set(toggle.getAttribute('aria-expanded') === 'false'));
}
