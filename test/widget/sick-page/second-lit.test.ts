// Under Trusted Types, beside another copy of Lit that was loaded first or last (P37).

import { expect, waitUntil } from '@open-wc/testing';

import { expectMeant, patience } from './course.ts';
import { openPage, tag, type SickPage } from './page.ts';
import { register } from './person.ts';

const ours = '/widget/define.ts';
const portals = '/test/widget/sick-page/second-lit.ts';
const content = `<portal-greeting></portal-greeting><${tag} customer-id="USER02"></${tag}>`;
/** Both copies name their policy alike here; the build gives ours a name of its own. */
const policy = "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";

describe('under Trusted Types', () => {
  let page: SickPage;
  afterEach(() => {
    page.close();
  });

  for (const [order, modules] of [
    ['first', [portals, ours]],
    ['last', [ours, portals]],
  ] as const) {
    it(`a change goes its way beside a Lit that was loaded ${order}`, async () => {
      page = await openPage({ content, policy });
      for (const path of modules) {
        await page.load(path);
        // Its script fetches the other Lit, and is over before that has come.
        await page.realm.customElements.whenDefined(path === ours ? tag : 'portal-greeting');
      }
      const outcome = await register(page);
      const greets = () => page.text('portal-greeting') === 'portal';
      await waitUntil(greets, `The other Lit is dead: ${page.faults.join()}`, { timeout: 3_000 });

      expect(outcome).to.equal('done');
      expect(page.violations).to.deep.equal([]);
      expect(page.faults).to.deep.equal([]);
      expectMeant({ page, outcome });
      expect(Reflect.get(page.realm, 'litHtmlVersions'), 'copies').to.have.lengthOf(2);
    }).timeout(patience);
  }

  it('a violation would be heard', async () => {
    page = await openPage({ content, policy });
    const { body } = page.realm.document;

    expect(() => {
      body.innerHTML = '<b></b>';
    }).to.throw(/TrustedHTML/);
    await waitUntil(() => page.violations.length > 0, 'Nobody heard it');
    expect(page.violations).to.deep.equal(['require-trusted-types-for']);
  });
});
