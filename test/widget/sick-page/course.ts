// The course of a change on a page that falls sick, and what has to be true of it.

import { expect } from '@open-wc/testing';

import { meant, openPage, properly, tag, type PageOptions, type SickPage } from './page.ts';
import { commit, press, prove, register, type Outcome } from './person.ts';
import { patches, pollutions, type Sickness } from './sicknesses.ts';

export interface Course {
  page: SickPage;
  outcome: Outcome;
}

/** Milliseconds for one course, on a machine that does much else beside it. */
export const patience = 20_000;

/** Before the elements are loaded, or when the first code has been typed. */
export type Onset = 'before' | 'during';

export async function course(
  sickness: Sickness,
  onset: Onset = 'before',
  options?: PageOptions,
): Promise<Course> {
  const page = await openPage(options);
  if (onset === 'before') sickness(page.realm);
  await page.load('/widget/define.ts');
  const act: typeof prove.act = (screen) => {
    if (onset === 'during') sickness(page.realm);
    prove.act(screen);
  };
  const outcome = await register(page, [press, { ...prove, act }, commit]);
  return { page, outcome };
}

/** Everything that was sent was meant, goes where and how it should, and a code went once. */
export function expectMeant({ page, outcome }: Course): void {
  for (const { what, how } of page.sent) {
    expect(meant).to.include(what);
    expect(how, what).to.equal(properly);
  }
  for (const route of ['/intents {', '/proof', '/commit']) {
    const times = page.sent.filter(({ what }) => what.includes(route)).length;
    if (outcome === 'done') expect(times, route).to.equal(1);
    else expect(times, route).to.be.lessThan(2);
  }
}

/** Every pollution changes nothing, and every patch at most stops the change with a message. */
export function describeSickness(onset: Onset): void {
  describe(`on a page that is sick ${onset} a change`, () => {
    let present: Course | undefined;
    afterEach(() => {
      present?.page.close();
    });

    for (const [name, sickness] of pollutions) {
      it(`it goes on unchanged: ${name}`, async () => {
        present = await course(sickness, onset);

        expect(present.outcome, present.page.text(tag)).to.equal('done');
        expectMeant(present);
      }).timeout(patience);
    }

    for (const [name, sickness] of patches) {
      it(`it goes on or says why not: ${name}`, async () => {
        present = await course(sickness, onset);

        expect(present.outcome, present.page.text(tag)).not.to.equal('silent');
        expectMeant(present);
      }).timeout(patience);
    }
  });
}
