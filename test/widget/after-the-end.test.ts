// What the elements show once the session is over: nothing of before, but a receipt.

import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../widget/otp-manager/define.ts';
import '../../widget/otp-menu-item/define.ts';
import type { OtpProvider } from '../../widget/otp-provider/otp-provider.ts';
import { receipt } from './support/change.ts';
import { deepText, everythingIn } from './support/deep.ts';
import { json, noContent, type PretendBank, problem } from './support/pretend-bank.ts';
import {
  endByQuestion,
  noticeOf,
  portalRoute,
  portalUrl,
  signedIn,
  stranger,
} from './support/provider.ts';
import * as removal from './support/registration.ts';
import { corporation, pageOf, session } from './support/sample.ts';
import { Screen } from './support/screen.ts';
import {
  bank,
  commitRoute,
  preview,
  previewRoute,
  register,
  s30,
  s40,
  s50,
} from './support/usage-mode.ts';

const unfinished = 'お手続きは完了していません。';
const untold = 'お手続きの結果を確認できませんでした。';
const usageMode = html`<otp-usage-mode></otp-usage-mode>`;
const personal = /山田|利用者 \d|MASTER01|USER0|1234|9001|12個/;

interface Opened {
  element: OtpProvider;
  screen: Screen;
}

async function opened(
  server: PretendBank,
  content: TemplateResult = usageMode,
  url?: string,
): Promise<Opened> {
  server.begin(session()).on(portalRoute, noContent);
  const element = await signedIn(server, content, url);
  const inner = element.querySelector('otp-usage-mode, otp-token-register');
  return { element, screen: new Screen(inner as Screen['element']) };
}

async function atProof(server: PretendBank, url?: string): Promise<Opened> {
  const found = await opened(server, usageMode, url);
  await found.screen.speaks('ja');
  found.screen.choose('shared');
  await found.screen.says('12個');
  found.screen.press('次へ');
  await found.screen.at(s30);
  return found;
}

async function atRegistration(server: PretendBank, url?: string): Promise<Opened> {
  const found = await atProof(server, url);
  found.screen.type('code', '123456');
  found.screen.press('次へ');
  await found.screen.at(s40);
  return found;
}

/** A promise that the test answers. */
function held(): { answer: () => Promise<Response>; give: (response: Response) => void } {
  let give: (response: Response) => void = () => undefined;
  const promise = new Promise<Response>((resolve) => (give = resolve));
  return { answer: () => promise, give: (response) => give(response) };
}

describe('after the end of a session', () => {
  it('the start screen is gone, its preview and its choice with it', async () => {
    const server = bank().on(previewRoute, () => json({ ...preview }));
    const { element, screen } = await opened(server);
    await screen.speaks('ja');
    screen.choose('shared');
    await screen.says('12個');
    await endByQuestion(server, element);

    expect(screen.root.textContent).to.equal('');
    expect(noticeOf(element)).not.to.include(unfinished);
  });

  it('an open change is told to be incomplete, and nothing else of it', async () => {
    const server = bank();
    const { element, screen } = await atRegistration(server);
    screen.type('token-id', 'ABCD-9001');
    screen.type('code', '654321');
    const inputs = [screen.field('token-id'), screen.field('code')];
    await endByQuestion(server, element);

    expect(screen.text.trim()).to.equal(`お手続きの終了 ${unfinished}`);
    expect(everythingIn(element)).not.to.match(personal);
    expect(inputs.map(({ value }) => value)).to.deep.equal(['', '']);
    expect(element.shadowRoot?.querySelectorAll('button')).to.have.length(1);
    expect(screen.root.querySelector('button')).to.equal(null);
    await screen.isAccessible();
  }).timeout(15_000);

  it('a refused 確定 is told to be incomplete', async () => {
    const { screen } = await atRegistration(bank().on(commitRoute, () => problem('session-ended')));
    register(screen);
    await screen.says(unfinished);

    expect(screen.text.trim()).to.equal(`お手続きの終了 ${unfinished}`);
  });

  it('a receipt can still be read, and says nothing of incompleteness', async () => {
    const server = bank();
    const { element, screen } = await atRegistration(server);
    register(screen);
    await screen.at(s50);
    await endByQuestion(server, element);

    expect(screen.text).to.include(receipt().number).and.not.include(unfinished);
    expect(screen.root.querySelector('button')).to.equal(null);
    expect(noticeOf(element)).to.equal('ログアウトしました。もう一度ログインしてください。');
    await screen.isAccessible();
  }).timeout(15_000);

  it('a receipt that comes after the end is shown', async () => {
    const late = held();
    const server = bank().on(commitRoute, late.answer);
    const { element, screen } = await atRegistration(server);
    register(screen);
    await waitUntil(() => server.count(commitRoute) === 1);
    await endByQuestion(server, element);
    expect(screen.text).not.to.match(personal);
    expect(screen.text).not.to.include(unfinished);

    late.give(json(receipt()));
    await screen.at(s50);
    expect(screen.text).to.include(receipt().number);
    expect(element.session).to.equal(undefined);
  });

  it('a 確定 that is never answered is not called incomplete', async () => {
    const late = held();
    const server = bank().on(commitRoute, late.answer);
    const { element, screen } = await atRegistration(server);
    register(screen);
    await waitUntil(() => server.count(commitRoute) === 1);
    await endByQuestion(server, element);
    late.give(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await screen.says(untold);

    expect(screen.text).not.to.include(unfinished);
  });

  it('the next person finds neither the receipt nor the choice', async () => {
    const server = bank();
    const { element, screen } = await atRegistration(server, portalUrl);
    register(screen);
    await screen.at(s50);
    server.begin(stranger);
    await element.reconnect();
    await waitUntil(() => screen.text.includes('新利用形態'));

    expect(everythingIn(element)).not.to.match(personal);
    expect(screen.root.querySelector<HTMLInputElement>('input:checked')).to.equal(null);
  });

  it('one holder and their history are gone', async () => {
    const server = removal.bank();
    const { element, screen } = await opened(
      server,
      html`<otp-token-register customer-id="USER02"></otp-token-register>`,
    );
    await screen.at(removal.s60);
    await endByQuestion(server, element);

    expect(screen.root.textContent).to.equal('');
  });

  it('rows, filter, menu items and the counter’s own attributes are gone', async () => {
    const server = removal.bank().on('GET /otp/v1/members', () => json(pageOf(corporation(3))));
    const content = html`<otp-menu-item variant="sub" href="/a"></otp-menu-item>
      <otp-manager></otp-manager>`;
    const element = await signedIn(server.begin(session()), content);
    const manager = element.querySelector('otp-manager');
    const list = () => manager?.shadowRoot?.querySelector('otp-member-list')?.shadowRoot;
    await waitUntil(() => list()?.textContent.includes('利用者 2'));
    const filter = list()?.querySelector<HTMLInputElement>('#customerId');
    if (filter) filter.value = 'USER02';
    [...(list()?.querySelectorAll<HTMLElement>('[part="row-action"]') ?? [])][2]?.click();
    await waitUntil(() => deepText(element).includes(removal.s60));
    expect(manager?.getAttribute('customer-id')).to.equal('USER02');
    await endByQuestion(server, element);
    await aTimeout(20);

    expect(everythingIn(element)).not.to.match(personal);
    expect(deepText(element)).not.to.include('ワンタイムパスワード認証情報管理');
  });
});
