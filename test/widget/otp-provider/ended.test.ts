// What a page says and does once its session is over: no more than it knows, and one way on.

import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';

import type { SessionEndReason } from '../../../widget/client/session-end.ts';
import type { OtpProvider } from '../../../widget/otp-provider/otp-provider.ts';
import type { OtpSessionEndedEvent } from '../../../widget/otp-provider/otp-session-ended-event.ts';
import { contextAt } from '../support/context-at.ts';
import { noContent, PretendBank, problem } from '../support/pretend-bank.ts';
import { noticeOf, sessionRoute, signedIn } from '../support/provider.ts';
import { fromNow, session } from '../support/sample.ts';

const minute = 60_000;
const membersRoute = 'GET /otp/v1/members';

const texts: Record<SessionEndReason, [ja: string, en: string]> = {
  idle: [
    '一定時間操作がなかったため、ログアウトしました。もう一度ログインしてください。',
    'You were signed out because nothing was done for some time. Please sign in again.',
  ],
  'signed-in-elsewhere': [
    '別の画面でログインされたため、この画面は終了しました。',
    'This page was closed because you signed in elsewhere.',
  ],
  ended: [
    'ログアウトしました。もう一度ログインしてください。',
    'You have been signed out. Please sign in again.',
  ],
  'not-signed-in': [
    'ログインされていません。ログインしてください。',
    'You are not signed in. Please sign in.',
  ],
};

/** Each way in which a session ends, up to the moment when the page knows it. */
const endings: Record<SessionEndReason, () => Promise<OtpProvider>> = {
  async idle() {
    const bank = new PretendBank().begin(session({ idleEndsAt: fromNow(300) }));
    const element = await signedIn(bank);
    await waitUntil(() => !element.session);
    return element;
  },
  async 'signed-in-elsewhere'() {
    const bank = new PretendBank().begin(session());
    const element = await signedIn(bank);
    bank.on(membersRoute, () => problem('signed-in-elsewhere'));
    await contextAt(element)
      .client.members({})
      .catch(() => undefined);
    return element;
  },
  async ended() {
    const bank = new PretendBank().begin(session());
    const element = await signedIn(bank);
    bank.on(sessionRoute, () => problem('session-ended'));
    await element.refresh();
    return element;
  },
  async 'not-signed-in'() {
    const bank = new PretendBank().on(sessionRoute, () => problem('session-ended'));
    const element = await fixture<OtpProvider>(
      html`<otp-provider .fetch=${bank.fetch}></otp-provider>`,
    );
    await waitUntil(() => noticeOf(element) !== '');
    return element;
  },
};

function signInOf(element: OtpProvider): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>('[part="sign-in"]');
  if (!found) throw new Error('No way in');
  return found;
}

describe('otp-provider after the end', () => {
  for (const [reason, [ja, en]] of Object.entries(texts)) {
    it(`says why, in both languages, and tells the portal: ${reason}`, async () => {
      const told = oneEvent(document, 'otp-session-ended') as Promise<OtpSessionEndedEvent>;
      const element = await endings[reason as SessionEndReason]();
      expect((await told).reason).to.equal(reason);
      await element.updateComplete;
      expect(noticeOf(element)).to.equal(ja);
      await expect(element).to.be.accessible();

      element.setAttribute('lang', 'en');
      await waitUntil(() => noticeOf(element) === en);
      expect(element.shadowRoot?.querySelectorAll('a, button')).to.have.length(1);
    }).timeout(15_000);
  }

  it('claims no idleness where the session has lasted its longest', async () => {
    const bank = new PretendBank().begin(
      session({ idleEndsAt: fromNow(10 * minute), endsAt: fromNow(300) }),
    );
    const element = await signedIn(bank);
    await waitUntil(() => !element.session);
    await element.updateComplete;

    expect(noticeOf(element)).to.equal(texts.ended[0]);
  });

  it('is over where an element below has signed the person out', async () => {
    const bank = new PretendBank().begin(session()).on('DELETE /otp/v1/session', noContent);
    const element = await signedIn(bank);
    await contextAt(element).client.endSession();
    await element.updateComplete;

    expect(noticeOf(element)).to.equal(texts.ended[0]);
  });

  it('lets no call go out any more', async () => {
    const element = await endings.ended();
    const { client } = contextAt(element);
    const refusal = await client.members({}).catch((error: unknown) => error);

    expect(refusal).to.include({ code: 'session-ended', status: 401 });
  });

  it('asks the portal where no sign-in-url is set', async () => {
    const element = await endings.ended();
    await element.updateComplete;
    let asked = 0;
    element.addEventListener('otp-sign-in', (event) => {
      asked += 1;
      event.preventDefault();
    });
    signInOf(element).click();

    expect(asked).to.equal(1);
    expect(signInOf(element).textContent?.trim()).to.equal('ログインする');
  });

  it('leads to the sign-in-url with a link', async () => {
    const element = await endings.ended();
    element.signInUrl = '/sign-in';
    await element.updateComplete;

    expect(signInOf(element)).to.have.property('localName', 'a');
    expect(signInOf(element).getAttribute('href')).to.equal('/sign-in');
  });

  it('takes the focus that would be lost with the fields', async () => {
    const bank = new PretendBank().begin(session());
    const element = await signedIn(bank, html`<input aria-label="of the portal" />`);
    element.querySelector('input')?.focus();
    bank.on(sessionRoute, () => problem('session-ended'));
    await element.refresh();
    await waitUntil(() => element.shadowRoot?.activeElement);

    expect(element.shadowRoot?.activeElement?.textContent).to.equal(texts.ended[0]);
  });
});
