import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';

import type { OtpClient } from '../../../widget/client/otp-client.ts';
import { SessionController } from '../../../widget/client/session-controller.ts';
import { json, PretendBank } from '../support/pretend-bank.ts';
import { session } from '../support/sample.ts';

const route = 'GET /otp/v1/session';

class Asking extends LitElement {
  readonly waiting: ((answer: Response) => void)[] = [];
  readonly server = new PretendBank().on(
    route,
    () => new Promise((resolve) => this.waiting.push(resolve)),
  );
  readonly client: OtpClient = this.server.client;
  readonly session = new SessionController(this);
}
customElements.define('otp-test-asking', Asking);

describe('SessionController', () => {
  it('keeps the answer to the newest question, whichever comes last', async () => {
    const element = await fixture<Asking>(html`<otp-test-asking></otp-test-asking>`);
    const { waiting } = element;
    await waitUntil(() => waiting.length === 1);
    const refreshed = element.session.refresh();
    await waitUntil(() => waiting.length === 2);
    waiting[1]?.(json(session({ mode: 'shared' })));
    await refreshed;
    waiting[0]?.(json(session({ mode: 'separate' })));
    await aTimeout(20);

    expect(element.session.session?.mode).to.equal('shared');
  });

  it('asks nothing once its host has left the page', async () => {
    const element = await fixture<Asking>(html`<otp-test-asking></otp-test-asking>`);
    await waitUntil(() => element.waiting.length === 1);
    element.remove();
    await element.session.refresh();

    expect(element.server.count(route)).to.equal(1);
  });
});
