// Codes and token ids leave nothing behind: not in the page, its fields, its storage or its address.

import { aTimeout, expect, nextFrame } from '@open-wc/testing';
import { html } from 'lit';

import type { OtpProvider } from '../../widget/otp-provider/otp-provider.ts';
import '../../widget/otp-usage-mode/define.ts';
import { contextAt } from './support/context-at.ts';
import { everythingIn } from './support/deep.ts';
import { noContent, type PretendBank, problem } from './support/pretend-bank.ts';
import { comeBack, endByQuestion, portalRoute, portalUrl, signedIn } from './support/provider.ts';
import { session } from './support/sample.ts';
import { Screen } from './support/screen.ts';
import { bank, commitRoute, s20, s30, s40, s50 } from './support/usage-mode.ts';

// Canaries: they stand nowhere else.
const proof = '314159';
const code = '271828';
const nextCode = '161803';
const tokenId = 'CANARY-7-TOKEN';
const canaries = [proof, code, nextCode, tokenId, tokenId.replaceAll('-', '')];

/** Whatever a script, or the next person, could find in this tab. */
function traces(): string {
  const stores = [localStorage, sessionStorage].flatMap((store) =>
    Object.keys(store).map((key) => `${key}=${store.getItem(key) ?? ''}`),
  );
  const address = [location.href, JSON.stringify(history.state), document.title, window.name];
  return [everythingIn(document.documentElement), ...stores, ...address, document.cookie].join(
    '\n',
  );
}

function findNothing(): void {
  const found = traces();
  for (const canary of canaries) expect(found.includes(canary), canary).to.equal(false);
}

interface Opened {
  server: PretendBank;
  element: OtpProvider;
  screen: Screen;
}

/** S-40 with everything typed; one code was sent before. */
async function typed(): Promise<Opened> {
  const server = bank()
    .begin(session())
    .on(portalRoute, noContent)
    .on('DELETE /otp/v1/session', noContent);
  const element = await signedIn(server, html`<otp-usage-mode></otp-usage-mode>`, portalUrl);
  const inner = element.querySelector('otp-usage-mode');
  if (!inner) throw new Error('No element');
  const screen = new Screen(inner);
  await screen.speaks('ja');
  screen.choose('shared');
  await screen.says('12個');
  screen.press('次へ');
  await screen.at(s30);
  screen.type('code', proof);
  screen.press('次へ');
  await screen.at(s40);
  screen.type('token-id', tokenId);
  screen.type('code', code);
  return { server, element, screen };
}

/** Each way in which a person and their codes part. */
const partings: Record<string, (opened: Opened) => Promise<unknown>> = {
  'the session ended': ({ server, element }) => endByQuestion(server, element),
  'the person signed out': ({ element }) => contextAt(element).client.endSession(),
  'the page was left': async () => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    return Promise.resolve();
  },
  'the page came back from the cache': async () => {
    comeBack();
    return aTimeout(50);
  },
  'the element left the page': async ({ screen }) => {
    screen.element.remove();
    return Promise.resolve();
  },
  'the provider left the page': async ({ element }) => {
    element.remove();
    return Promise.resolve();
  },
  'the person went back': ({ screen }) => {
    screen.press('戻る');
    return screen.at(s20);
  },
  'the change was committed': ({ screen }) => {
    screen.press('確定');
    return screen.at(s50);
  },
  'the change was refused for good': async ({ server, screen }) => {
    server.on(commitRoute, () => problem('intent-conflict'));
    screen.press('確定');
    return screen.at('お手続きの終了');
  },
  'the session ended with two codes typed': async ({ server, element, screen }) => {
    server.on(commitRoute, () => problem('clock-off'));
    screen.press('確定');
    await screen.says('トークンの時刻がずれています。');
    screen.type('next-code', nextCode);
    await endByQuestion(server, element);
  },
};

describe('of codes and token ids nothing stays', () => {
  it('where the search itself finds what is typed', async () => {
    await typed();
    const found = traces();

    expect(found).to.include(code).and.include(tokenId);
    expect(found).not.to.include(proof);
  });

  for (const [how, part] of Object.entries(partings)) {
    it(`once ${how}`, async () => {
      const opened = await typed();
      const fields = [...opened.screen.root.querySelectorAll('input')];
      await part(opened);
      await nextFrame();

      findNothing();
      // Fields that are no longer in the page can still be held by a script.
      for (const { value } of fields) expect(canaries).not.to.include(value);
    });
  }

  it('in what the events tell the portal', async () => {
    const heard: unknown[] = [];
    const names = [
      'otp-usage-mode-change',
      'otp-usage-mode-changed',
      'otp-session-ended',
      'otp-intent-closed',
    ];
    const listen = (event: Event) => heard.push(Object.values(event));
    for (const name of names) document.addEventListener(name, listen);
    const { server, element, screen } = await typed();
    screen.press('確定');
    await screen.at(s50);
    await endByQuestion(server, element);
    for (const name of names) document.removeEventListener(name, listen);

    expect(heard).to.have.length(3);
    for (const canary of canaries) expect(JSON.stringify(heard)).not.to.include(canary);
  });
});
