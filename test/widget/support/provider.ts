// <otp-provider> before a pretend bank and a pretend portal.

import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

import type { Session } from '../../../bff/contract/session.ts';
import type { OtpProvider } from '../../../widget/otp-provider/otp-provider.ts';
import '../../../widget/otp-provider/define.ts';
import { noContent, PretendBank } from './pretend-bank.ts';
import { session } from './sample.ts';

export const sessionRoute = 'GET /otp/v1/session';
export const portalUrl = '/portal/otp-session';
export const portalRoute = `POST ${portalUrl}`;

/** Another person of another corporation, in the same browser. */
export const stranger = session({
  id: 'session-of-a-stranger1',
  actor: { customerId: 'OTHER001', name: '別会社 花子', role: 'administrator' },
});

export function provider(
  bank: PretendBank,
  sessionUrl?: string,
  content: TemplateResult | typeof nothing = nothing,
): Promise<OtpProvider> {
  return fixture(html`
    <otp-provider session-url=${ifDefined(sessionUrl)} .fetch=${bank.fetch}>
      <p>ご契約先</p>
      ${content}
    </otp-provider>
  `);
}

/** A portal that vouches for whoever is signed in there: `present` is asked with every POST. */
export function portalWith(present: () => Session): PretendBank {
  const bank = new PretendBank();
  return bank.on(portalRoute, () => {
    bank.begin(present());
    return noContent();
  });
}

/** The provider around `content`, once its session is known. */
export async function signedIn(
  bank: PretendBank,
  content: TemplateResult | typeof nothing = nothing,
  sessionUrl?: string,
): Promise<OtpProvider> {
  const element = await provider(bank, sessionUrl, content);
  await waitUntil(() => element.session);
  return element;
}

export function noticeOf(element: OtpProvider): string {
  return element.shadowRoot?.querySelector('[role="alert"] p')?.textContent.trim() ?? '';
}

/** Waits until the provider says so. */
export async function notices(element: OtpProvider, text: string): Promise<void> {
  await waitUntil(() => noticeOf(element) === text, `Not said: ${text}`);
}

/** The page belongs to another session by now; the element hears of it with its next question. */
export async function endByQuestion(bank: PretendBank, element: OtpProvider): Promise<void> {
  bank.begin(stranger);
  await element.refresh();
  await nextFrame();
  expect(element.session).to.equal(undefined);
}

/** What the browser fires when a page comes back from the back-forward cache. */
export function comeBack(): void {
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}
