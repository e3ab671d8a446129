// A page that is itself broken (P38): the change goes on unchanged, or a message says that it does not,
// and no server hears anything but what the person meant.

import { expect } from '@open-wc/testing';

import { bank, meant, openPage, properly, tag, type SickPage } from './page.ts';
import { commit, press, prove, register, type Outcome } from './person.ts';
import { clobbers, optionPollutions, patches, pollutions, type Sickness } from './sicknesses.ts';

const elements = '/widget/define.ts';

/** Everything that was sent was meant, goes where it should, and a code went once. */
function expectMeant({ sent }: SickPage): void {
  for (const { what, how } of sent) {
    expect(meant).to.include(what);
    expect(how, what).to.equal(properly);
  }
  for (const route of ['/proof', '/commit']) {
    expect(sent.filter(({ what }) => what.includes(route)).length, route).to.be.lessThan(2);
  }
}

/** Sick from the beginning, or only once the first code has been asked. */
async function tell(sickness: Sickness, begins: 'before' | 'during'): Promise<[SickPage, Outcome]> {
  const page = await openPage();
  if (begins === 'before') sickness(page.realm);
  await page.load(elements);
  const sicken = () => {
    if (begins === 'during') sickness(page.realm);
  };
  const outcome = await register(page, [press, { ...prove, act: (s) => (sicken(), prove.act(s)) }, commit]);
  return [page, outcome];
}

describe('on a page that is sick', () => {
  let page: SickPage;
  afterEach(() => {
    page.close();
  });

  it('and on one that is well, a token is registered', async () => {
    let outcome;
    [page, outcome] = await tell(() => undefined, 'before');

    expect(outcome).to.equal('done');
    expect(page.faults).to.deep.equal([]);
    expectMeant(page);
  });

  for (const begins of ['before', 'during'] as const) {
    for (const [name, sickness] of pollutions) {
      it(`nothing changes: ${name}, ${begins} the change`, async () => {
        let outcome;
        [page, outcome] = await tell(sickness, begins);

        expect(outcome).to.equal('done');
        expectMeant(page);
      });
    }

    for (const [name, sickness] of patches) {
      it(`it works or is told: ${name}, ${begins} the change`, async () => {
        let outcome;
        [page, outcome] = await tell(sickness, begins);

        expect(outcome, page.text(tag)).not.to.equal('silent');
        expectMeant(page);
      });
    }
  }
});
void bank; void clobbers; void optionPollutions;
