import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import type { Session } from '../../../bff/contract/session.ts';
import type { OtpMenuItem } from '../../../widget/otp-menu-item/otp-menu-item.ts';
import '../../../widget/otp-menu-item/define.ts';
import { json, PretendBank, problem } from '../support/pretend-bank.ts';
import { session } from '../support/sample.ts';

const route = 'GET /otp/v1/session';
const user: Partial<Session> = {
  permitted: false,
  actor: { customerId: 'USER01', name: '利用者 1', role: 'general' },
};

function knowing(different: Partial<Session>): PretendBank {
  return new PretendBank().on(route, () => json(session(different)));
}

function item(variant: OtpMenuItem['variant'], bank: PretendBank): TemplateResult {
  return html`<otp-menu-item
    variant=${variant}
    href="/otp/"
    .client=${bank.client}
  ></otp-menu-item>`;
}

async function settled(template: TemplateResult): Promise<OtpMenuItem> {
  const element = await fixture<OtpMenuItem>(template);
  await aTimeout(20);
  await element.updateComplete;
  return element;
}

function textOf(element: OtpMenuItem): string {
  return element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
}

describe('otp-menu-item', () => {
  for (const variant of ['sub', 'service'] as const) {
    it(`is accessible in the ${variant} menu, permitted or not`, async () => {
      await expect(await settled(item(variant, knowing({})))).to.be.accessible();
      await expect(await settled(item(variant, knowing(user)))).to.be.accessible();
    });

    it(`links the master from the ${variant} menu`, async () => {
      const element = await settled(item(variant, knowing({})));
      const link = element.shadowRoot?.querySelector('a');
      expect(link?.getAttribute('href')).to.equal('/otp/');
      expect(link?.textContent).to.equal('ワンタイムパスワード認証情報管理');
    });

    it(`shows no link in the ${variant} menu before the answer`, async () => {
      const bank = new PretendBank().on(route, () => new Promise<Response>(() => undefined));
      const element = await settled(item(variant, bank));
      expect(bank.count(route)).to.equal(1);
      expect(element.shadowRoot?.querySelector('a')).to.equal(null);
    });

    it(`shows no link in the ${variant} menu when the session ended`, async () => {
      const bank = new PretendBank().on(route, () => problem('session-ended'));
      const element = await settled(item(variant, bank));
      expect(bank.count(route)).to.equal(1);
      expect(element.shadowRoot?.querySelector('a')).to.equal(null);
    });
  }

  it('leaves nothing in the sub menu of a user', async () => {
    const element = await settled(item('sub', knowing(user)));
    expect(element.shadowRoot?.querySelectorAll('*:not(style)')).to.have.length(0);
    expect(textOf(element)).to.equal('');
  });

  it('tells a user in the service menu that he may not', async () => {
    const element = await settled(item('service', knowing(user)));
    const label = element.shadowRoot?.querySelector('[part="item"]');
    expect(label?.getAttribute('aria-disabled')).to.equal('true');
    expect(label?.hasAttribute('href')).to.equal(false);
    expect(textOf(element)).to.equal('ワンタイムパスワード認証情報管理※利用権限がありません');
  });

  it('speaks the language of the page around it', async () => {
    const bank = knowing({});
    const around = await fixture(html`<div lang="en">${item('sub', bank)}</div>`);
    // English is fetched apart.
    await waitUntil(() =>
      around
        .querySelector('otp-menu-item')
        ?.shadowRoot?.textContent.includes('Manage one-time password registrations'),
    );
  });
});
