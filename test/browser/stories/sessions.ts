import assert from 'node:assert/strict';
import { reidai } from '../../../demo/seed/people.ts';
import type { Person } from '../person.ts';
import { masterId, nameOf, newPerson, secondTab, type Story, type World } from '../world.ts';

const [other, ...colleagues] = reidai.people;
const otherId = other?.customerId ?? '';

/** Nothing of the first corporation can be read: no id, no name. */
async function seesNothingOf(person: Person): Promise<void> {
  const text = await person.text();
  assert.ok(!/mihon\d/.test(text), text);
  assert.ok(!text.includes(nameOf(masterId)), text);
}

/** The button of the portal's own header. */
async function signOut({ page, words }: Person): Promise<void> {
  const button = await page.$(`aria/${words.signOut}[role="button"]`);
  await Promise.all([page.waitForNavigation(), button?.click()]);
}

/** A browser in which the first corporation's master looks at the counter in two tabs. */
async function sharedBrowser(world: World): Promise<{ tab: Person; old: Person }> {
  const tab = await newPerson(world, world.stranger);
  await tab.signIn('MIHON', masterId);
  await tab.openCounter();
  await tab.sees(nameOf(masterId));
  const old = await newPerson(world, world.stranger);
  await old.openCounter();
  await old.sees(nameOf(masterId));
  return { tab, old };
}

export const sessions: Story[] = [
  {
    name: 'the next person in a browser sees only their own, and an old tab nothing at all',
    async tell(world) {
      const { tab, old } = await sharedBrowser(world);
      await tab.page.bringToFront();
      await signOut(tab);
      await tab.signIn(reidai.corporationId, otherId);
      await tab.openCounter();
      await tab.sees(other?.name ?? '');
      await tab.sees(colleagues[0]?.name ?? '');
      await seesNothingOf(tab);

      await old.page.bringToFront();
      await old.sees(old.words.signedOut);
      await seesNothingOf(old);
      assert.ok(!(await old.text()).includes(other?.name ?? ''));
      await old.screens.shootVariants(old.page, 'S-00-ended');
      await old.find('button', old.words.signIn);
      await old.page.close();
      await tab.page.close();
    },
  },
  {
    name: 'a tab of the same person goes on beside another one',
    async tell(world) {
      const { master } = world;
      await master.openCounter();
      const tab = await secondTab(world);
      await tab.seesHeading(tab.words.listHeading);
      await master.page.bringToFront();
      await master.press(master.words.apply);
      await master.sees(nameOf(masterId));
      assert.ok(!(await master.text()).includes(master.words.signedOut));
      await tab.page.close();
    },
  },
];
