// An old tab after another person signed in in the same browser.

import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';

import { HttpOtpClient } from '../../../widget/client/http-otp-client.ts';
import { PageWatch } from '../../../widget/otp-provider/page-watch.ts';
import '../../../widget/otp-manager/define.ts';
import { contextAt } from '../support/context-at.ts';
import { deepText } from '../support/deep.ts';
import { json, PretendBank } from '../support/pretend-bank.ts';
import {
  noticeOf,
  portalRoute,
  portalUrl,
  portalWith,
  sessionRoute,
  signedIn,
  stranger,
} from '../support/provider.ts';
import { corporation, pageOf, session } from '../support/sample.ts';

const membersRoute = 'GET /otp/v1/members';
const ended = 'ログアウトしました。もう一度ログインしてください。';
const counter = html`<otp-manager></otp-manager>`;

function bankWithRows(): PretendBank {
  return new PretendBank().begin(session()).on(membersRoute, () => json(pageOf(corporation(3))));
}

function look(): void {
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('an old tab', () => {
  it('clears itself as soon as somebody looks at it', async () => {
    const bank = bankWithRows();
    const element = await signedIn(bank, counter);
    await waitUntil(() => deepText(element).includes('利用者 3'));
    bank.begin(stranger);
    look();
    await waitUntil(() => noticeOf(element) === ended);
    await aTimeout(20);

    expect(deepText(element)).not.to.match(/利用者 \d|山田|MASTER01|USER0|1234|別会社/);
  });

  it('shows and does nothing when it is pressed first', async () => {
    const bank = bankWithRows();
    const element = await signedIn(bank, counter);
    await waitUntil(() => deepText(element).includes('利用者 3'));
    bank.begin(stranger);
    const list = element.querySelector('otp-manager')?.shadowRoot?.querySelector('otp-member-list');
    list?.refresh();
    await waitUntil(() => noticeOf(element) === ended);
    await aTimeout(20);

    expect(deepText(element)).not.to.match(/利用者 \d|山田|MASTER01|別会社/);
    expect(bank.asked.at(-1)?.headers.get('x-otp-session')).to.equal(session().id);
  });

  it('is over where a client of the portal tells another session', async () => {
    let present = session();
    // A client that sends no header and checks nothing: the provider must not believe it.
    const careless = new HttpOtpClient();
    careless.session = () => Promise.resolve(present);
    const element = await signedIn(new PretendBank().begin(present));
    element.client = careless;
    await waitUntil(() => element.session === present);
    present = { ...present, actor: stranger.actor };
    await element.refresh();
    await element.updateComplete;

    expect(element.session).to.equal(undefined);
    expect(noticeOf(element)).to.equal(ended);
  });

  it('never asks the portal by itself who is there now', async () => {
    let present = session();
    const bank = portalWith(() => present);
    const element = await signedIn(bank, html``, portalUrl);
    present = stranger;
    bank.begin(stranger);
    await element.refresh();

    expect(bank.count(portalRoute)).to.equal(1);
    expect(element.session).to.equal(undefined);
  });
});

describe('otp-provider after reconnect', () => {
  it('begins anew for another person, with nothing of the first', async () => {
    let present = session();
    const bank = portalWith(() => present).on(membersRoute, ({ headers }) =>
      json(pageOf(headers.get('x-otp-session') === stranger.id ? [] : corporation(3))),
    );
    const element = await signedIn(bank, counter, portalUrl);
    const { client } = contextAt(element);
    await waitUntil(() => deepText(element).includes('利用者 3'));
    present = stranger;
    await element.reconnect();
    await waitUntil(() => deepText(element).includes('該当する利用者がいません'));

    expect(deepText(element)).not.to.match(/利用者 \d|山田|MASTER01/);
    expect(await client.members({}).catch((error: unknown) => error)).to.have.property(
      'code',
      'session-ended',
    );
  });

  it('goes on where the portal vouched for the same session', async () => {
    const bank = portalWith(() => session()).on(membersRoute, () => json(pageOf(corporation(3))));
    const element = await signedIn(bank, counter, portalUrl);
    await waitUntil(() => deepText(element).includes('利用者 3'));
    await element.reconnect();

    expect(bank.count(membersRoute)).to.equal(1);
    expect(bank.count(sessionRoute)).to.equal(2);
    expect(deepText(element)).to.include('利用者 3');
  });
});

describe('PageWatch', () => {
  it('tells of a look at most every ten seconds', () => {
    let now = 0;
    let seen = 0;
    const events = { left: () => undefined, restored: () => undefined, seen: () => (seen += 1) };
    const host = {
      addController: () => undefined,
      removeController: () => undefined,
      requestUpdate: () => undefined,
      updateComplete: Promise.resolve(true),
    };
    const watch = new PageWatch(host, events, () => now);
    watch.hostConnected();
    look();
    now = 9_999;
    look();
    expect(seen).to.equal(1);
    now = 10_000;
    look();
    watch.hostDisconnected();
    now = 30_000;
    look();

    expect(seen).to.equal(2);
  });
});
