// A person before a page that may be broken: goes on as far as the screens let them.

import { waitUntil } from '@open-wc/testing';

import { Screen } from '../support/screen.ts';
import { ownWords, tag, type SickPage } from './page.ts';

const patience = { timeout: 4_000, interval: 10 };

/** `told`: a message stands where the screen does not go on. `silent`: nobody says why. */
export type Outcome = 'done' | 'told' | 'silent';

interface Step {
  /** What is read where the step can be taken. */
  sign: string;
  act: (screen: Screen) => void;
}

export const press: Step = {
  sign: '登録履歴',
  act: (screen) => {
    screen.press('登録');
  },
};
export const prove: Step = {
  sign: 'ワンタイムパスワード入力',
  act: (screen) => {
    screen.type('code', '123456');
    screen.press('次へ');
  },
};
export const commit: Step = {
  sign: 'ワンタイムパスワード情報登録',
  act: (screen) => {
    screen.type('token-id', 'ABCD-9001');
    screen.type('code', '654321');
    screen.press('確定');
  },
};

/** Registers the token, or takes the steps that are given. */
export async function register(
  page: SickPage,
  steps: readonly Step[] = [press, prove, commit],
): Promise<Outcome> {
  for (const { sign, act } of steps) {
    if (!(await comes(page, sign))) return outcomeOf(page);
    act(new Screen(page.element(tag) as Screen['element']));
  }
  return (await comes(page, '登録完了')) ? 'done' : outcomeOf(page);
}

/** Waits for a screen; gives up where a message is all that comes. */
async function comes(page: SickPage, sign: string): Promise<boolean> {
  const isThere = () => page.text(tag).includes(sign);
  await waitUntil(() => isThere() || isTold(page), sign, patience).catch(() => undefined);
  return isThere();
}

function outcomeOf(page: SickPage): Outcome {
  return isTold(page) ? 'told' : 'silent';
}

/** A notice, a field's error, the message of a broken page, or what the portal wrote in the tag. */
function isTold(page: SickPage): boolean {
  const root = page.element(tag).shadowRoot;
  if (root?.querySelector('[part="notice"], .error:not(:empty)')) return true;
  const text = page.text(tag);
  return text.startsWith('ページに問題があるため') || text === ownWords;
}
