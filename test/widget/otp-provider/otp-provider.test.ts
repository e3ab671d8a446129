import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';

import { otpContext } from '../../../widget/client/context.ts';
import type { OtpContext } from '../../../widget/client/context.ts';
import { OtpProblemError } from '../../../widget/client/problems.ts';
import { defineElement } from '../../../widget/define-element.ts';
import type { OtpMenuItem } from '../../../widget/otp-menu-item/otp-menu-item.ts';
import '../../../widget/otp-menu-item/define.ts';
import { OtpProvider } from '../../../widget/otp-provider/otp-provider.ts';
import type { OtpSessionEndingEvent } from '../../../widget/otp-provider/otp-session-ending-event.ts';
import { json, noContent, PretendBank, problem } from '../support/pretend-bank.ts';
import { corporation, fromNow, pageOf, session } from '../support/sample.ts';
import { contextAt } from '../support/context-at.ts';
import { noticeOf, portalRoute, provider, sessionRoute } from '../support/provider.ts';

const membersRoute = 'GET /otp/v1/members';
const minute = 60_000;

function bankWithSession(): PretendBank {
  return new PretendBank().on(sessionRoute, () => json(session()));
}

/** Knows no session until the portal has vouched for the person. */
function bankBehindPortal(): PretendBank {
  let isVouched = false;
  return new PretendBank()
    .on(sessionRoute, () => (isVouched ? json(session()) : problem('session-ended')))
    .on(membersRoute, () => (isVouched ? json(pageOf(corporation(1))) : problem('session-ended')))
    .on(portalRoute, () => {
      isVouched = true;
      return noContent();
    });
}

describe('otp-provider', () => {
  it('is accessible while the session lives, ends and ended', async () => {
    const bank = bankWithSession();
    const element = await provider(bank);
    await waitUntil(() => element.session);
    await expect(element).to.be.accessible();

    bank.on(sessionRoute, () => json(session({ idleEndsAt: fromNow(minute) })));
    await element.refresh();
    await element.updateComplete;
    await expect(element).to.be.accessible();

    bank.on(sessionRoute, () => problem('session-ended'));
    await element.refresh();
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });

  it('asks the session once for all below it', async () => {
    const bank = bankWithSession();
    const element = await fixture<OtpProvider>(html`
      <otp-provider .fetch=${bank.fetch}>
        <otp-menu-item variant="sub" href="/a"></otp-menu-item>
        <otp-menu-item variant="service" href="/b"></otp-menu-item>
      </otp-provider>
    `);
    const items = [...element.querySelectorAll('otp-menu-item')];
    await waitUntil(() => items.every((item) => item.shadowRoot?.querySelector('a')));

    expect(bank.count(sessionRoute)).to.equal(1);
  });

  it('speaks to the BFF under its own base', async () => {
    const bank = new PretendBank().on('GET /branch/otp/session', () => json(session()));
    const element = await fixture<OtpProvider>(html`
      <otp-provider base="/branch/otp" .fetch=${bank.fetch}></otp-provider>
    `);
    await waitUntil(() => element.session);

    expect(bank.asked).to.have.length(1);
  });

  it('takes the client of the portal instead', async () => {
    const bank = bankWithSession();
    const element = await fixture<OtpProvider>(html`
      <otp-provider .client=${bank.client}></otp-provider>
    `);
    await waitUntil(() => element.session);

    expect(element.session?.actor.customerId).to.equal('MASTER01');
  });

  it('lets the portal vouch before it asks the session', async () => {
    const bank = bankBehindPortal();
    const element = await provider(bank, '/portal/otp-session');
    await waitUntil(() => element.session);

    expect(bank.asked.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      portalRoute,
      sessionRoute,
    ]);
    expect(noticeOf(element)).to.equal('');
  });

  it('holds calls back until the session is there', async () => {
    const bank = bankBehindPortal();
    const element = await provider(bank, '/portal/otp-session');

    const page = await contextAt(element).client.members({});

    expect(page.total).to.equal(2);
    expect(bank.count(membersRoute)).to.equal(1);
  });

  it('tells that the session ended, and only once', async () => {
    const bank = bankWithSession().on(membersRoute, () => problem('session-ended'));
    const element = await provider(bank);
    await waitUntil(() => element.session);
    let told = 0;
    element.addEventListener('otp-session-ended', () => (told += 1));

    const { client } = contextAt(element);
    const refusals = await Promise.allSettled([client.members({}), client.members({})]);

    for (const refusal of refusals) {
      expect(refusal.status === 'rejected' && refusal.reason).to.be.instanceOf(OtpProblemError);
    }
    expect(told).to.equal(1);
  });

  it('warns before the idle end and then ends', async () => {
    const bank = new PretendBank().on(sessionRoute, () =>
      json(session({ idleEndsAt: fromNow(400) })),
    );
    const element = document.createElement('otp-provider');
    element.fetch = bank.fetch;
    const warned = oneEvent(element, 'otp-session-ending') as Promise<OtpSessionEndingEvent>;
    const ended = oneEvent(element, 'otp-session-ended');
    document.body.append(element);

    expect((await warned).secondsLeft).to.equal(1);
    await ended;

    expect(element.shadowRoot?.querySelectorAll('[part="stay"]')).to.have.length(0);
    element.remove();
  });

  it('keeps the session when the person says so', async () => {
    const bank = new PretendBank().on(sessionRoute, () =>
      json(session({ idleEndsAt: fromNow(minute) })),
    );
    const element = await provider(bank);
    await waitUntil(() => noticeOf(element).includes('まもなくログアウトします'));

    bank.on(sessionRoute, () => json(session()));
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => noticeOf(element) === '');

    expect(bank.count(sessionRoute)).to.equal(2);
  });

  it('goes on with a new session after reconnect', async () => {
    const bank = bankBehindPortal();
    const element = await provider(bank);
    await waitUntil(() => noticeOf(element) !== '');
    const seen: OtpContext[] = [];
    contextAt(element, (value) => seen.push(value));

    element.sessionUrl = '/portal/otp-session';
    await element.updateComplete;
    await element.reconnect();
    await element.updateComplete;

    expect(element.session?.permitted).to.equal(true);
    expect(seen.at(-1)?.session).to.equal(element.session);
    expect(noticeOf(element)).to.equal('');
  });

  it('posts to the portal for every reconnect', async () => {
    const bank = bankBehindPortal();
    const element = await provider(bank, '/portal/otp-session');
    await waitUntil(() => element.session);

    await element.reconnect();

    expect(bank.count(portalRoute)).to.equal(2);
  });

  it('gives its question up when it leaves the page', async () => {
    const bank = new PretendBank().on(sessionRoute, () => new Promise<Response>(() => undefined));
    const element = await provider(bank);
    await waitUntil(() => bank.count(sessionRoute) === 1);

    element.remove();

    expect(bank.asked[0]?.signal?.aborted).to.equal(true);
  });

  it('is found by elements that were there before it', async () => {
    const bank = bankWithSession();
    const around = await fixture<HTMLElement>(html`
      <div>
        <otp-test-late-provider>
          <otp-menu-item variant="sub" href="/a"></otp-menu-item>
        </otp-test-late-provider>
      </div>
    `);
    const item = around.querySelector<OtpMenuItem>('otp-menu-item');
    await item?.updateComplete;
    class LateProvider extends OtpProvider {
      override fetch = bank.fetch;
    }

    defineElement('otp-test-late-provider', LateProvider);

    await waitUntil(() => item?.shadowRoot?.querySelector('a'));
    expect(bank.count(sessionRoute)).to.equal(1);
  });
});

// The context key is the contract with a second copy of the script on the page.
describe('the context', () => {
  it('is known by name to every copy', () => {
    expect(otpContext).to.equal(Symbol.for('otp-madoguchi.context'));
  });
});
