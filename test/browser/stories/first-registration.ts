import assert from 'node:assert/strict';
import type { Person } from '../person.ts';
import { masterId, nameOf, type Story } from '../world.ts';

/** While no mode is set, the counter begins with S-20. */
async function openFirst(person: Person): Promise<void> {
  await person.openCounter();
  await person.seesHeading(person.words.modeHeading);
}

export const firstRegistration: Story[] = [
  {
    name: 'the master finds the way in, in both menus',
    async tell({ master }) {
      const { words } = master;
      await master.signIn('MIHON', masterId);
      await master.goTo('/administration');
      await master.sees(words.item);
      await master.screens.shoot(master.page, 'S-00-menus');
      const [inSubMenu, inServiceMenu] = await master.items();
      assert.ok(inServiceMenu);
      await Promise.all([master.page.waitForNavigation(), inSubMenu?.click()]);
      await master.seesHeading(words.modeHeading);
    },
  },
  {
    name: 'S-20 asks for a mode before it goes on',
    async tell({ master }) {
      const { words } = master;
      await openFirst(master);
      await master.press(words.next);
      await master.sees(words.chooseMode);
      await master.screens.shoot(master.page, 'S-20-no-mode-chosen');
    },
  },
  {
    name: 'the first registration refuses what is not this token',
    async tell({ master, stock, foreign }) {
      const { words } = master;
      const token = stock.take('fob');
      await openFirst(master);
      await master.choose(words.separate);
      await master.screens.shoot(master.page, 'S-20-first');
      await master.press(words.next);
      await master.seesHeading(words.registerHeading);
      await master.sees(words.neverTell);
      await master.sees(nameOf(masterId));

      await master.register('??', '123456');
      await master.sees(words.tokenIdFormat);
      await master.screens.shoot(master.page, 'S-40-token-id-malformed');
      await master.register(token.tokenId, '12345');
      await master.sees(words.codeFormatOfAny);
      await master.register(token.tokenId, token.wrongCode());
      await master.sees(words.codeRefused);
      await master.screens.shoot(master.page, 'S-40-code-refused');
      const other = foreign.take('fob');
      await master.register(other.tokenId, other.unspentCode());
      await master.sees(words.tokenUnavailable);
      await master.screens.shoot(master.page, 'S-40-token-of-another-corporation');
    },
  },
  {
    name: '第２章７: the master registers the first token',
    async tell({ master, stock, held }) {
      const { words } = master;
      const token = stock.take('fob');
      await openFirst(master);
      await master.choose(words.separate);
      await master.press(words.next);
      await master.seesHeading(words.registerHeading);
      await master.screens.shootVariants(master.page, 'S-40-first');
      await master.register(token.tokenId, await token.code());
      await master.seesHeading(words.done);
      await master.sees(words.receipt);
      await master.sees(token.idTail);
      await master.seesNo(token.tokenId);
      await master.screens.shootVariants(master.page, 'S-50-first');
      held.set(masterId, token);
    },
  },
];
