// What can't be judged for a while, and passes by itself: fence, clock, limits.

import { aTimeout, expect } from '@open-wc/testing';

import type { ProblemFacts } from '../../../bff/contract/problem.ts';
import { json, problem } from '../support/pretend-bank.ts';
import { proved } from '../support/change.ts';
import { fromNow } from '../support/sample.ts';
import type { Screen } from '../support/screen.ts';
import {
  atProof,
  atRegistration,
  bank,
  commitRoute,
  proofRoute,
  register,
  s40,
} from '../support/usage-mode.ts';

const second = 1_000;

/** @param wait milliseconds from the server's answer on; none: it doesn't tell. */
async function fencedAtProof(wait?: number): Promise<Screen> {
  const facts = (): ProblemFacts => (wait === undefined ? {} : { retryAt: fromNow(wait) });
  const screen = await atProof(bank().on(proofRoute, () => problem('fence', facts())));
  screen.type('code', '123456');
  screen.press('次へ');
  await screen.says('お待ち');
  return screen;
}

function countdownOf(screen: Screen): string {
  return screen.root.querySelector('[role="timer"]')?.textContent.trim() ?? '';
}

/** Nothing on the screen says that what was typed was wrong. */
function blamesNobody(screen: Screen): void {
  expect(screen.text).not.to.include('正しくありません');
  expect(screen.root.querySelector('[aria-invalid]')).to.equal(null);
  expect(screen.root.querySelector('.notice.danger')).to.equal(null);
}

describe('otp-usage-mode before a fence', () => {
  it('passes axe while it waits', async () => {
    const screen = await fencedAtProof(20 * second);
    await screen.isAccessible();
  });

  it('counts down to the code that S-30 can take', async () => {
    const screen = await fencedAtProof(20 * second);

    expect(countdownOf(screen)).to.match(
      /^少しお待ちください。(19|20)秒後に、トークンに新しく表示された番号を入力してください。$/,
    );
    expect(screen.field('code').value).to.equal('');
    expect(screen.focused).to.equal(screen.field('code'));
    blamesNobody(screen);
  });

  it('counts down at S-40 and keeps the token id', async () => {
    const fence = () => problem('fence', { retryAt: fromNow(45 * second) });
    const screen = await atRegistration(bank().on(commitRoute, fence));
    register(screen);
    await screen.says('少しお待ちください。45秒後に');

    expect(screen.field('token-id').value).to.equal('ABCD-9001');
    expect(screen.field('code').value).to.equal('');
    expect(screen.focused).to.equal(screen.field('code'));
    blamesNobody(screen);
  });

  it('speaks English where the page does', async () => {
    const screen = await fencedAtProof(20 * second);
    screen.element.parentElement?.setAttribute('lang', 'en');
    await screen.says('enter the number newly shown on the token.');

    expect(countdownOf(screen)).to.match(/^Please wait a moment. In (19|20) s, enter the number/);
    expect(screen.text).not.to.include('not correct');
  });

  it('tells a screen reader once, not every second', async () => {
    const screen = await fencedAtProof(30 * second);
    const [told, shown] = [screen.status, countdownOf(screen)];
    await aTimeout(1_200);

    expect(told).to.match(/(29|30)秒後に/);
    expect(screen.status).to.equal(told);
    expect(countdownOf(screen)).not.to.equal(shown);
  });

  it('says when the number shown can be typed', async () => {
    const server = bank().on(proofRoute, () => problem('fence', { retryAt: fromNow(second) }));
    const screen = await atProof(server);
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.says('お待たせしました。トークンに表示されている番号を入力してください。');
    expect(screen.status).to.equal(countdownOf(screen));

    server.on(proofRoute, () => json(proved()));
    screen.type('code', '654321');
    screen.press('次へ');
    await screen.at(s40);
  });

  it('tells a long wait in minutes', async () => {
    const screen = await fencedAtProof(610 * second);

    expect(countdownOf(screen)).to.include('11分後に');
  });

  it('asks to wait where no time is told', async () => {
    const screen = await fencedAtProof();

    expect(screen.focused?.textContent).to.equal(
      '少しお待ちください。トークンに新しく表示された番号を入力してください。',
    );
    expect(screen.root.querySelector('[role="timer"]')).to.equal(null);
    expect(screen.root.querySelector('[aria-invalid]')).to.equal(null);
  });
});

describe('otp-usage-mode while the service must wait', () => {
  it('counts down to a clock that can be relied on', async () => {
    const unreliable = () => problem('clock-unreliable', { retryAt: fromNow(45 * second) });
    const screen = await atProof(bank().on(proofRoute, unreliable));
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.says('少しお待ちください。45秒後に');

    blamesNobody(screen);
  });

  const notices = [
    ['clock-unreliable', 'ただいま確認できません。少しお待ちください。', 'Please wait a moment.'],
    ['busy', 'ただいま受け付けできません。', 'We cannot accept this right now.'],
    ['storage-full', 'ただいま受け付けできません。', 'We cannot accept this right now.'],
  ] as const;
  for (const [code, ja, en] of notices) {
    it(`keeps the screen and blames no field: ${code}`, async () => {
      const screen = await atProof(bank().on(proofRoute, () => problem(code)));
      screen.type('code', '123456');
      screen.press('次へ');
      await screen.says(ja);
      expect(screen.focused).to.have.property('className', 'notice danger');
      expect(screen.root.querySelector('[aria-invalid]')).to.equal(null);

      screen.element.parentElement?.setAttribute('lang', 'en');
      await screen.says(en);
    });
  }

  it('tells from when on S-40 takes codes again', async () => {
    const limited = () => problem('too-many-requests', { retryAt: '2026-11-22T06:04:20Z' });
    const screen = await atRegistration(bank().on(commitRoute, limited));
    register(screen);
    await screen.says('受け付けを制限しています。2026年11月22日 15:05 以降にお試しください。');

    screen.element.parentElement?.setAttribute('lang', 'en');
    await screen.says('Please try again after November 22, 2026 at 3:05 PM JST.');
  });
});
