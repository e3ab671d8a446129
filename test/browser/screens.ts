import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { deepText } from './deep-text.ts';
import type { Lang } from './words.ts';

const folder = 'artefacts/screenshots';
/** Milliseconds in which nothing new is read: the screen shows all it is going to show. */
const settling = 150;
const looks = 10;
const desktop = { width: 1280, height: 900 };

/** Pictures of an earlier run must not pass for this one's. */
export function removeScreenshots(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Takes each screen once, in one language. */
export class Screens {
  readonly #folder: string;
  readonly #taken = new Set<string>();

  constructor(lang: Lang) {
    this.#folder = join(folder, lang);
    mkdirSync(this.#folder, { recursive: true });
  }

  get taken(): readonly string[] {
    return [...this.#taken];
  }

  async shoot(page: Page, name: string): Promise<void> {
    if (this.#taken.has(name)) return;
    this.#taken.add(name);
    const path = join(this.#folder, `${name}.png`) as `${string}.png`;
    await settle(page);
    await page.evaluate(hideToys);
    const portal = await page.$('.portal');
    await (portal ?? page).screenshot({ path });
  }

  /** The screen as it is, and as four people with other needs see it. */
  async shootVariants(page: Page, name: string): Promise<void> {
    if (this.#taken.has(name)) return;
    await this.shoot(page, name);
    const session = await page.createCDPSession();
    for (const [variant, change] of Object.entries(variants)) {
      await change(page, session);
      await this.shoot(page, `${name}-${variant}`);
      await restore(page, session);
    }
    await session.detach();
  }
}

type Change = (page: Page, session: CDPSession) => Promise<unknown>;

const variants: Record<string, Change> = {
  '320px': (page) => page.setViewport({ width: 320, height: 640 }),
  dark: (_, session) => emulate(session, 'prefers-color-scheme', 'dark'),
  'forced-colours': (_, session) => emulate(session, 'forced-colors', 'active'),
  'text-200': (page) => setTextSize(page, '200%'),
};

/** Runs in the page: the pretend tokens are no part of the screen. */
function hideToys(): void {
  document.querySelector<HTMLElement>('#toys')?.style.setProperty('display', 'none');
}

async function settle(page: Page): Promise<void> {
  let before = '';
  for (let i = 0; i < looks; i += 1) {
    const text = await page.evaluate(deepText);
    if (text === before) return;
    before = text;
    await sleep(settling);
  }
}

async function restore(page: Page, session: CDPSession): Promise<void> {
  await session.send('Emulation.setEmulatedMedia', { features: [] });
  await setTextSize(page, '');
  await page.setViewport(desktop);
}

function emulate(session: CDPSession, name: string, value: string): Promise<unknown> {
  return session.send('Emulation.setEmulatedMedia', { features: [{ name, value }] });
}

/** What a person sets in the browser: the size that every `rem` goes by. */
function setTextSize(page: Page, size: string): Promise<void> {
  return page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
  }, size);
}
