// What somebody at the portal does: reads, presses, types. Everything is found by the name that
// assistive technology gets, so a control without one can't be used here either.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElementHandle, Page } from 'puppeteer-core';
import { approvalPassword, password } from '../../demo/seed/people.ts';
import { second } from '../../bff/durations.ts';
import { deepText } from './deep-text.ts';
import type { Screens } from './screens.ts';
import { words, type Lang, type Words } from './words.ts';

const patience = 10 * second;
const glance = second / 20;

type Role = 'button' | 'link' | 'textbox' | 'radio' | 'heading' | 'combobox';

export class Person {
  readonly page: Page;
  readonly words: Words;
  readonly screens: Screens;
  readonly lang: Lang;
  readonly #origin: string;

  constructor(
    page: Page,
    { origin, lang, screens }: { origin: string; lang: Lang; screens: Screens },
  ) {
    this.page = page;
    this.lang = lang;
    this.words = words[lang];
    this.screens = screens;
    this.#origin = origin;
  }

  async signIn(corporationId: string, customerId: string): Promise<void> {
    await this.page.goto(`${this.#origin}/sign-in?lang=${this.lang}`);
    await this.screens.shoot(this.page, 'S-00-sign-in');
    await this.page.select('#corporation', corporationId);
    await this.page.type('#customer', customerId);
    await this.page.type('#password', password);
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press('Enter')]);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  /** 管理機能, then ワンタイムパスワード認証情報管理, as the manual tells. */
  async openCounter(): Promise<void> {
    await this.goTo('/administration');
    await this.#until('the item in both menus', async () => (await this.items()).length === 2);
    const [, inServiceMenu] = await this.items();
    await Promise.all([this.page.waitForNavigation(), inServiceMenu?.click()]);
  }

  /** ワンタイムパスワード認証情報管理, in the sub menu and in the service menu, where it is a link. */
  items(): Promise<ElementHandle[]> {
    return this.all('link', this.words.item);
  }

  async press(name: string, role: Role = 'button'): Promise<void> {
    const target = await this.find(role, name);
    await target.click();
  }

  async choose(name: string): Promise<void> {
    await this.press(name, 'radio');
  }

  /** Replaces what stands in the field. */
  async type(label: string, text: string): Promise<void> {
    const field = await this.find('textbox', label);
    await field.click({ count: 3 });
    await this.page.keyboard.press('Backspace');
    await field.type(text);
  }

  /** S-30: the code, 次へ. */
  async prove(code: string): Promise<void> {
    await this.type(this.words.code, code);
    await this.press(this.words.next);
  }

  /** S-40: the token, its code, 確定. */
  async register(tokenId: string, code: string): Promise<void> {
    await this.type(this.words.tokenId, tokenId);
    await this.type(this.words.code, code);
    await this.press(this.words.commit);
  }

  /** The portal asks for 承認用パスワード before a first registration. */
  async reauthenticate(): Promise<void> {
    await this.page.type('#approval-password', approvalPassword);
    await this.page.keyboard.press('Enter');
  }

  /** Past the screens: a request as a script of the page could send it. */
  ask(method: string, path: string, body?: object): Promise<{ status: number; code?: string }> {
    return this.page.evaluate(request, method, `/otp/v1${path}`, body);
  }

  /** Waits until the text is on the screen; `within` in milliseconds. */
  async sees(text: string, within = patience): Promise<void> {
    const isSeen = async () => (await this.text()).includes(text);
    await this.#until(`"${text}" to be seen`, isSeen, within);
  }

  /** Waits until the text is gone. */
  async seesNo(text: string): Promise<void> {
    await this.#until(`"${text}" to be gone`, async () => !(await this.text()).includes(text));
  }

  async seesHeading(name: string): Promise<void> {
    await this.find('heading', name);
  }

  /** All that can be read on the page. */
  text(): Promise<string> {
    return this.page.evaluate(deepText);
  }

  /** Waits for the one control of that role and name. */
  async find(role: Role, name: string): Promise<ElementHandle> {
    let found: ElementHandle[] = [];
    await this.#until(`a ${role} "${name}"`, async () => {
      found = await this.all(role, name);
      return found.length > 0;
    });
    const [first, ...others] = found;
    if (first === undefined || others.length > 0) {
      throw new Error(`${String(found.length)} times a ${role} "${name}"`);
    }
    return first;
  }

  /** How many there are now, without waiting. */
  all(role: Role, name: string): Promise<ElementHandle[]> {
    return this.page.$$(`aria/${name}[role="${role}"]`);
  }

  async #until(what: string, holds: () => Promise<boolean>, within = patience): Promise<void> {
    const deadline = Date.now() + within;
    while (!(await settled(holds))) {
      if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
      await sleep(glance);
    }
  }
}

/** A page that is just being replaced can't be asked; the next glance can. */
async function settled(holds: () => Promise<boolean>): Promise<boolean> {
  try {
    return await holds();
  } catch (error) {
    const isBetween = /context was destroyed|Cannot find context|detached/i.test(String(error));
    if (isBetween) return false;
    throw error;
  }
}

/** Runs in the page. */
async function request(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; code?: string }> {
  const session = await fetch('/otp/v1/session');
  const { id = '' } = (await session.json()) as { id?: string };
  const response = await fetch(path, {
    method,
    headers: {
      'x-otp-session': id,
      'content-type': 'application/json',
      'x-otp-client': 'test',
      'idempotency-key': crypto.randomUUID(),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const problem = (isProblem === true ? await response.json() : {}) as { code?: string };
  return problem.code === undefined
    ? { status: response.status }
    : { status: response.status, code: problem.code };
}
