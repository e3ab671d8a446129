import { expect } from '@open-wc/testing';

import { defineElement } from '../../widget/define-element.ts';

describe('defineElement', () => {
  it('registers a class under its tag', () => {
    class First extends HTMLElement {}

    defineElement('otp-test-first', First);

    expect(document.createElement('otp-test-first')).to.be.instanceOf(First);
  });

  it('leaves a tag alone that is already its own', () => {
    class Twice extends HTMLElement {}

    defineElement('otp-test-twice', Twice);
    defineElement('otp-test-twice', Twice);

    expect(customElements.get('otp-test-twice')).to.equal(Twice);
  });

  it('refuses a tag that another script owns', () => {
    customElements.define('otp-test-taken', class extends HTMLElement {});

    expect(() => {
      defineElement('otp-test-taken', class extends HTMLElement {});
    }).to.throw(/<otp-test-taken> is already defined by another script/);
  });
});
