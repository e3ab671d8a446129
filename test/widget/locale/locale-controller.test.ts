import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

import type { SessionSettings } from '../../../bff/contract/session.ts';
import { commonTexts } from '../../../widget/locale/common-texts.ts';
import { langAt, LocaleController } from '../../../widget/locale/locale-controller.ts';

class SpeakingElement extends LitElement {
  @property({ attribute: false }) settings: SessionSettings | undefined;
  readonly locale = new LocaleController(this, commonTexts, () => this.settings);

  protected override render() {
    const { messages } = this.locale;
    return html`<p>${messages.back} ${messages.tokenId} ${messages.problem('token-disabled')}</p>`;
  }

  get text(): string {
    return this.renderRoot.textContent ?? '';
  }
}
customElements.define('otp-test-speaking', SpeakingElement);

async function speakingBelow(lang: string): Promise<[Element, SpeakingElement]> {
  const root = await fixture(html`<div lang=${lang}><b></b></div>`);
  const shadow = root.querySelector('b')?.parentElement?.attachShadow({ mode: 'open' });
  const element = new SpeakingElement();
  shadow?.append(element);
  await waitUntil(() => element.text.includes(' '));
  return [root, element];
}

describe('LocaleController', () => {
  it('speaks Japanese where nobody says otherwise', async () => {
    const element = await fixture<SpeakingElement>(html`<otp-test-speaking></otp-test-speaking>`);
    await waitUntil(() => element.text.includes('戻る'));
  });

  it('speaks the nearest language, across shadow roots', async () => {
    const [, element] = await speakingBelow('en-US');
    await waitUntil(() => element.text.includes('Back'));

    expect(element.locale.lang).to.equal('en');
  });

  it('follows a change of language around it', async () => {
    const [root, element] = await speakingBelow('en');
    await waitUntil(() => element.text.includes('Back'));
    root.setAttribute('lang', 'ja');
    await waitUntil(() => element.text.includes('戻る'));
    element.lang = 'en';
    await waitUntil(() => element.text.includes('Back'));
  });

  it('hears nothing any more once it has left', async () => {
    const [root, element] = await speakingBelow('en');
    await waitUntil(() => element.text.includes('Back'));
    element.remove();
    root.setAttribute('lang', 'ja');
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(element.locale.lang).to.equal('en');
  });

  it('speaks Japanese in a language it has no texts for', () => {
    const element = document.createElement('p');
    for (const [lang, spoken] of [
      ['fr', 'ja'],
      ['enm', 'ja'],
      ['EN', 'en'],
      ['ja-JP', 'ja'],
    ]) {
      element.lang = lang ?? '';
      expect(langAt(element), lang).to.equal(spoken);
    }
  });

  it('says the words that the bank has set', async () => {
    const element = await fixture<SpeakingElement>(html`<otp-test-speaking></otp-test-speaking>`);
    element.settings = {
      tokenIdLabel: 'シリアル番号',
      bankName: { ja: '当金庫', en: 'the shinkin' },
      branchName: { ja: '本店営業部', en: 'the head office' },
    };
    await waitUntil(() => element.text.includes('シリアル番号'));

    expect(element.text).to.include('本店営業部へご連絡ください。');
  });
});
