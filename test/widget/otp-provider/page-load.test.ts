// Whom the portal vouches for, on every load of the page.

import { aTimeout, expect, html, oneEvent, waitUntil } from '@open-wc/testing';

import type { OtpSessionEndedEvent } from '../../../widget/otp-provider/otp-session-ended-event.ts';
import '../../../widget/otp-member-list/define.ts';
import { contextAt } from '../support/context-at.ts';
import { json, noContent, PretendBank, problem } from '../support/pretend-bank.ts';
import {
  comeBack,
  noticeOf,
  notices,
  portalRoute,
  portalUrl,
  portalWith,
  provider,
  sessionRoute,
  signedIn,
  stranger,
} from '../support/provider.ts';
import { corporation, pageOf, session } from '../support/sample.ts';
import { warnings } from '../support/warnings.ts';

const membersRoute = 'GET /otp/v1/members';
const unavailable = 'ただいまお取り扱いできません。';

/** A browser that still has the first person's cookie. */
function withOldCookie(): PretendBank {
  return new PretendBank().begin(session()).on(membersRoute, () => json(pageOf(corporation(1))));
}

describe('otp-provider on a load of the page', () => {
  it('asks the portal although there is a session in the browser', async () => {
    const bank = portalWith(() => stranger).begin(session());
    const element = await signedIn(bank, html``, portalUrl);

    expect(element.session?.actor.customerId).to.equal('OTHER001');
    expect(bank.count(portalRoute)).to.equal(1);
    expect(bank.count(sessionRoute)).to.equal(1);
  });

  it('asks only the service where no session-url is set', async () => {
    const bank = withOldCookie();
    await signedIn(bank);

    expect(bank.asked).to.have.length(1);
  });

  for (const status of [401, 403]) {
    it(`shows the sign-in where the portal answers ${String(status)}, and no old session`, async () => {
      const bank = withOldCookie().on(portalRoute, () => new Response(null, { status }));
      const ended = oneEvent(document, 'otp-session-ended') as Promise<OtpSessionEndedEvent>;
      const told = await warnings(async () => {
        const element = await provider(bank, portalUrl);
        await notices(element, 'ログインされていません。ログインしてください。');
        const asked = contextAt(element).client.members({});
        expect(await asked.catch((error: unknown) => error)).to.have.property('status', 401);
      });

      expect(bank.count(sessionRoute) + bank.count(membersRoute)).to.equal(0);
      expect((await ended).reason).to.equal('not-signed-in');
      expect(told).to.deep.equal([]);
    });
  }

  const faults: [string, () => Response | Promise<Response>, string][] = [
    ['503', () => new Response(null, { status: 503 }), 'answered 503'],
    ['404', () => new Response('<h1>Not found</h1>', { status: 404 }), 'answered 404'],
    ['200', () => new Response('<h1>Sign in</h1>'), 'answered 200'],
    ['nothing', () => Promise.reject(new TypeError('network')), 'gave no answer'],
  ];
  for (const [name, answer, what] of faults) {
    it(`shows nothing and warns the developer once: ${name}`, async () => {
      const bank = withOldCookie().on(portalRoute, answer);
      const told = await warnings(async () => {
        const element = await provider(bank, portalUrl, html`<otp-member-list></otp-member-list>`);
        await notices(element, unavailable);
        await aTimeout(20);
        expect(element.querySelector('otp-member-list')?.shadowRoot?.textContent).to.equal('');
      });

      expect(told).to.have.length(1);
      expect(told[0]).to.include(portalUrl).and.include(what).and.include('204');
      expect(bank.count(sessionRoute) + bank.count(membersRoute)).to.equal(0);
    });
  }

  it('warns of a cookie that the portal did not pass on', async () => {
    const bank = new PretendBank()
      .on(portalRoute, noContent)
      .on(sessionRoute, () => problem('session-ended'));
    const told = await warnings(async () => {
      await notices(await provider(bank, portalUrl), unavailable);
    });

    expect(told).to.have.length(1);
    expect(told[0]).to.include('Set-Cookie');
  });

  it('goes on where the portal can vouch again', async () => {
    const bank = new PretendBank()
      .on(portalRoute, () => new Response(null, { status: 503 }))
      .on(membersRoute, () => json(pageOf(corporation(1))));
    await warnings(async () => {
      const element = await provider(bank, portalUrl, html`<otp-member-list></otp-member-list>`);
      await notices(element, unavailable);
      bank.begin(session()).on(portalRoute, noContent);
      element.shadowRoot?.querySelector<HTMLElement>('[part="retry"]')?.click();
      const list = element.querySelector('otp-member-list')?.shadowRoot;
      await waitUntil(() => list?.textContent.includes('山田 太郎'));
      expect(noticeOf(element)).to.equal('');
    });
  });
});

describe('otp-provider on a page from the back-forward cache', () => {
  it('lets the portal vouch again, and keeps what belongs to the same session', async () => {
    const bank = portalWith(() => session()).on(membersRoute, () => json(pageOf(corporation(1))));
    const element = await signedIn(bank, html`<otp-member-list></otp-member-list>`, portalUrl);
    const { client } = contextAt(element);
    comeBack();
    await waitUntil(() => bank.count(sessionRoute) === 2);
    await waitUntil(() => !element.shadowRoot?.querySelector('.away'));

    expect(bank.count(portalRoute)).to.equal(2);
    expect(contextAt(element).client).to.equal(client);
  });

  it('hides everything until the portal has answered', async () => {
    let answer: (response: Response) => void = () => undefined;
    const bank = portalWith(() => session());
    const element = await signedIn(bank, html``, portalUrl);
    bank.on(portalRoute, () => new Promise<Response>((resolve) => (answer = resolve)));
    comeBack();
    await element.updateComplete;
    const [paragraph] = element.children;
    expect(paragraph && getComputedStyle(paragraph).visibility).to.equal('hidden');
    await waitUntil(() => bank.count(portalRoute) === 2);

    answer(noContent());
    await waitUntil(() => paragraph && getComputedStyle(paragraph).visibility === 'visible');
  });

  it('shows the next person nothing of the one before', async () => {
    let present = session();
    const bank = portalWith(() => present).on(membersRoute, ({ headers }) => {
      const isStranger = headers.get('x-otp-session') === stranger.id;
      return json(pageOf(isStranger ? [] : corporation(1)));
    });
    const element = await signedIn(bank, html`<otp-member-list></otp-member-list>`, portalUrl);
    const list = element.querySelector('otp-member-list')?.shadowRoot;
    await waitUntil(() => list?.textContent.includes('山田 太郎'));
    present = stranger;
    comeBack();
    await waitUntil(() => list?.textContent.includes('該当する利用者がいません'));

    expect(list?.textContent).not.to.include('山田 太郎');
    expect(element.session).to.deep.equal(stranger);
  });
});
