import assert from 'node:assert/strict';
import { mihon } from '../../../demo/seed/people.ts';
import type { Person } from '../person.ts';
import { nameOf, type Story } from '../world.ts';

const total = mihon.people.length;
const [master, ...users] = mihon.people.map(({ customerId }) => customerId);
const ordered = [master ?? '', ...users.sort()];

/** Those of `ids` that can be read on the page, in the order of reading. */
async function shown(person: Person): Promise<string[]> {
  const text = await person.text();
  return [...text.matchAll(/\bmihon\d{4}\b/g)].map(([id]) => id);
}

export const memberList: Story[] = [
  {
    name: 'S-10 shows ten members, the eleventh on a second page',
    async tell({ master: person }) {
      const { words } = person;
      await person.openCounter();
      await person.seesHeading(words.listHeading);
      await person.sees(words.range(1, 10, total));
      assert.deepEqual(await shown(person), ordered.slice(0, 10));
      await person.screens.shootVariants(person.page, 'S-10-members');
      await person.press(words.page(2));
      await person.sees(words.range(11, total, total));
      assert.deepEqual(await shown(person), ordered.slice(10));
      await person.screens.shoot(person.page, 'S-10-second-page');
    },
  },
  {
    name: 'S-10 filters by a prefix of お客様ID',
    async tell({ master: person }) {
      const { words } = person;
      await person.openCounter();
      await person.type(words.filterByCustomerId, 'ＭＩＨＯＮ００１');
      await person.press(words.apply);
      await person.sees(words.range(1, 4, 4));
      assert.deepEqual(await shown(person), ordered.slice(9));
    },
  },
  {
    name: 'S-10 filters by a part of 利用者名, blind to width',
    async tell({ master: person }) {
      const { words } = person;
      await person.openCounter();
      await person.type(words.filterByName, 'lisa');
      await person.press(words.apply);
      await person.sees(words.range(1, 1, 1));
      await person.sees(nameOf('mihon0013'));
      await person.screens.shoot(person.page, 'S-10-filtered');
    },
  },
  {
    name: 'S-10 joins both filters and says when nobody is left',
    async tell({ master: person }) {
      const { words } = person;
      await person.openCounter();
      await person.type(words.filterByName, 'lisa');
      await person.type(words.filterByCustomerId, 'mihon0001');
      await person.press(words.apply);
      await person.sees(words.nobody);
      await person.screens.shoot(person.page, 'S-10-nobody');
      await person.press(words.clear);
      await person.sees(words.range(1, 10, total));
    },
  },
];
