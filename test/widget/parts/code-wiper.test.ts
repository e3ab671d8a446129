import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';

import { CodeWiper } from '../../../widget/parts/code-wiper.ts';

class WipedElement extends LitElement {
  readonly wiper = new CodeWiper(this, 100);

  protected override render() {
    return html`<input autocomplete="one-time-code" aria-label="code" />
      <input autocomplete="off" aria-label="token id" />`;
  }
}
customElements.define('otp-test-wiped', WipedElement);

async function wiped(): Promise<{ element: WipedElement; values: () => string[] }> {
  const element = await fixture<WipedElement>(html`<otp-test-wiped></otp-test-wiped>`);
  const inputs = [...element.renderRoot.querySelectorAll('input')];
  for (const input of inputs) input.value = '123456';
  return { element, values: () => inputs.map(({ value }) => value) };
}

describe('CodeWiper', () => {
  it('empties codes, and nothing else', async () => {
    const { element, values } = await wiped();
    element.wiper.wipe();

    expect(values()).to.deep.equal(['', '123456']);
  });

  it('empties codes when nothing is typed any more', async () => {
    const { element, values } = await wiped();
    element.wiper.touch();
    await aTimeout(60);
    element.wiper.touch();
    await aTimeout(60);
    expect(values()[0]).to.equal('123456');
    await aTimeout(60);

    expect(values()[0]).to.equal('');
  });

  it('empties every field when the element leaves the page', async () => {
    const { element, values } = await wiped();
    element.remove();

    expect(values()).to.deep.equal(['', '']);
  });

  it('empties every field when the page is left, while it is there (A87)', async () => {
    const { element, values } = await wiped();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(values()).to.deep.equal(['', '']);
    element.remove();
    for (const input of element.renderRoot.querySelectorAll('input')) input.value = '1';
    dispatchEvent(new PageTransitionEvent('pagehide'));

    expect(values()[0]).to.equal('1');
  });
});
