import { expect } from '@open-wc/testing';

import { defineOtpElements } from '../../widget/define-otp-elements.ts';
import * as widget from '../../widget/index.ts';

const tags = [
  'otp-provider',
  'otp-menu-item',
  'otp-usage-mode',
  'otp-token-register',
  'otp-member-list',
  'otp-manager',
];

// In this order: the first test looks at a page where nothing is registered yet.
describe('defineOtpElements', () => {
  it('is needed: importing the classes registers nothing', () => {
    expect(widget.OtpManager).to.be.a('function');
    for (const tag of tags) expect(customElements.get(tag), tag).to.equal(undefined);
  });

  it('registers every tag, and twice does no harm', () => {
    defineOtpElements();
    defineOtpElements();

    for (const tag of tags) expect(customElements.get(tag), tag).to.be.a('function');
    expect(customElements.get('otp-manager')).to.equal(widget.OtpManager);
  });

  it('registers a second set of tags under a suffix', () => {
    defineOtpElements({ suffix: '-v2' });
    defineOtpElements({ suffix: '-v2' });

    expect(document.createElement('otp-manager-v2')).to.be.instanceOf(widget.OtpManager);
    expect(document.createElement('otp-manager')).to.be.instanceOf(widget.OtpManager);
  });

  it('refuses a tag that another script owns', () => {
    customElements.define('otp-manager-taken', class extends HTMLElement {});

    expect(() => {
      defineOtpElements({ suffix: '-taken' });
    }).to.throw(/<otp-manager-taken> is already defined/);
    expect(customElements.get('otp-provider-taken'), 'half of them').to.equal(undefined);
  });

  it('is what the entry calls when it is imported', async () => {
    const entry = await import('../../widget/define.ts');

    expect(entry.defineOtpElements).to.equal(defineOtpElements);
  });
});
