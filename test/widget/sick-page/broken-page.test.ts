// A page that is broken in other ways than its prototypes and methods (P38).

import { expect, waitUntil } from '@open-wc/testing';

import { noContent } from '../support/pretend-bank.ts';
import { portalRoute, portalUrl } from '../support/provider.ts';
import { course, expectMeant, patience, type Course } from './course.ts';
import { bank, openPage, ownWords, properly, tag, type Realm } from './page.ts';
import { press, prove, register } from './person.ts';
import { clobbers, optionPollutions, pollutions } from './sicknesses.ts';

const broken = /^ページに問題があるため、.*please contact us\.$/u;

/** By the test's own realm: the page's methods may be hidden. */
function write(markup: string): (realm: Realm) => void {
  return (realm) => {
    const body = Document.prototype.querySelector.call(realm.document, 'body');
    body?.insertAdjacentHTML('beforeend', markup);
  };
}

function style(rules: string): (realm: Realm) => void {
  return write(`<style>${rules}</style>`);
}

/** Which of the addresses a page had asked were the portal's own, and how. */
function vouchings({ page }: Course): (string | undefined)[] {
  return page.sent.filter(({ what }) => what.startsWith(portalRoute)).map(({ how }) => how);
}

describe('on a page that is broken', () => {
  let present: Course | undefined;
  afterEach(() => {
    present?.page.close();
  });

  it('by nothing, a token is registered without a fault', async () => {
    present = await course(() => undefined);

    expect(present.outcome).to.equal('done');
    expect(present.page.faults).to.deep.equal([]);
    expectMeant(present);
  }).timeout(patience);

  for (const [name, sickness] of optionPollutions) {
    it(`nothing is asked where attributes may be misread: ${name}`, async () => {
      present = await course(sickness);

      expect(present.page.text(tag)).to.match(broken);
      expect(present.page.sent).to.deep.equal([]);
    }).timeout(patience);
  }

  for (const attributes of ['customer-id="USER02"', 'shared']) {
    it(`nothing is asked where an attribute was not taken: ${attributes}`, async () => {
      const forget = ({ Map }: Realm) => {
        Map.prototype.get = () => undefined;
      };
      present = await course(forget, 'before', { content: `<${tag} ${attributes}></${tag}>` });

      expect(present.page.text(tag)).to.match(broken);
      expect(present.page.sent).to.deep.equal([]);
    }).timeout(patience);
  }

  for (const [name, sickness] of pollutions) {
    it(`the portal is asked to vouch as ever: ${name}`, async () => {
      const content = `<otp-provider session-url="${portalUrl}"><${tag} customer-id="USER02"></${tag}></otp-provider>`;
      const server = bank().on(portalRoute, noContent);
      present = await course(sickness, 'before', { content, server });

      expect(present.outcome, present.page.text(tag)).to.equal('done');
      expect(vouchings(present)).to.deep.equal([properly]);
    }).timeout(patience);
  }

  for (const markup of clobbers) {
    it(`it goes on or says why not: ${markup}`, async () => {
      present = await course(write(markup));

      expect(present.outcome, present.page.text(tag)).not.to.equal('silent');
      expectMeant(present);
    }).timeout(patience);
  }

  it('by styles that do not hide anything, it goes on', async () => {
    const rules = '* { all: initial !important; direction: rtl !important; z-index: 2147483647 }';
    present = await course(style(rules));

    expect(present.outcome).to.equal('done');
    expectMeant(present);
  }).timeout(patience);

  for (const rules of [
    '* { display: none !important }',
    `${tag} { visibility: hidden }`,
    `${tag} { opacity: 0 }`,
    `${tag}::part(facts) { display: none }`,
    `${tag}::part(facts) { opacity: 0 }`,
  ]) {
    it(`A79 no code is sent where it can't be read what for: ${rules}`, async () => {
      present = await course(style(rules));

      expect(present.page.text(tag)).to.include('正しく表示されていないため、送信しませんでした。');
      expect(present.page.sent.some(({ what }) => what.includes('/proof'))).to.equal(false);
    }).timeout(patience);
  }

  it('by a tag of another script, nothing is defined, and the developer is told', async () => {
    present = await course(({ customElements, HTMLElement }) => {
      customElements.define('otp-manager', class extends HTMLElement {});
    });
    const { realm, faults, sent, text } = present.page;

    expect(faults.join()).to.include('<otp-manager> is already defined by another script');
    expect(realm.customElements.get('otp-provider')).to.equal(undefined);
    expect(text(tag)).to.equal(ownWords);
    expect(sent).to.deep.equal([]);
  }).timeout(patience);

  it('by document.domain, it goes on', async () => {
    present = await course(({ document }) => {
      document.domain = location.hostname;
    });

    expect(present.outcome).to.equal('done');
    expectMeant(present);
  }).timeout(patience);

  it('by a node that is taken out while a code is sent, the code goes once', async () => {
    const page = await openPage();
    await page.load('/widget/define.ts');
    const element = page.element(tag);
    const { body } = page.realm.document;
    const remove: typeof prove.act = (screen) => {
      prove.act(screen);
      element.remove();
      setTimeout(() => {
        body.append(element);
      });
    };
    const outcome = await register(page, [press, { ...prove, act: remove }]);
    present = { page, outcome };

    const said = () => page.text(tag).includes('受け付けられていません');
    await waitUntil(said, 'The outcome is not told', { timeout: 4_000 });
    expectMeant(present);
  }).timeout(patience);
});
