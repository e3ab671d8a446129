import assert from 'node:assert/strict';
import {
  heldBy,
  masterId,
  nameOf,
  openRow,
  openUsageMode,
  secondTab,
  sharedHolder,
  type Story,
} from '../world.ts';

const user = 'mihon0005';

export const usageMode: Story[] = [
  {
    name: 'S-20 refuses the present mode and points to 変更',
    async tell({ master }) {
      const { words } = master;
      await openUsageMode(master);
      await master.choose(words.separate);
      await master.press(words.next);
      await master.sees(words.modeUnchanged);
      await master.screens.shoot(master.page, 'S-20-mode-unchanged');
    },
  },
  {
    name: 'two tabs at once: the older one is told and changes nothing',
    async tell(world) {
      const { master } = world;
      const { words } = master;
      await openRow(master, user);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);

      const tab = await secondTab(world);
      await openRow(tab, user);
      await tab.press(words.register);
      await tab.seesHeading(words.proveHeading);

      await master.page.bringToFront();
      await master.prove(heldBy(world, masterId).unspentCode());
      await master.sees(words.changedMeanwhile);
      await master.screens.shoot(master.page, 'S-30-changed-meanwhile');
      await tab.page.close();
      await master.page.bringToFront();
      await openRow(master, user);
      await master.sees(words.unregistered);
    },
  },
  {
    name: '24(1): from separate to shared, keeping the same token',
    async tell(world) {
      const { master, held } = world;
      const { words } = master;
      const token = heldBy(world, masterId);
      const tab = await secondTab(world);
      await openRow(tab, user);

      await master.page.bringToFront();
      await openUsageMode(master);
      await master.choose(words.sharedMode);
      await master.sees(words.released(3));
      await master.screens.shootVariants(master.page, 'S-20-to-shared');
      await master.press(words.next);
      await master.seesHeading(words.proveHeading);
      await master.sees(nameOf(masterId));
      const proof = await token.code();
      await master.prove(proof);
      await master.seesHeading(words.registerHeading);
      await master.sees(words.sharedToken);
      await master.sees(words.countdown);
      await master.screens.shoot(master.page, 'S-40-countdown');

      await master.register(token.tokenId, proof);
      await master.sees(words.codeUsed);
      await master.screens.shoot(master.page, 'S-40-code-used');
      await master.register(token.tokenId, await token.code());
      await master.seesHeading(words.done);
      await master.sees(words.finished);
      await master.screens.shoot(master.page, 'S-50-shared');
      held.clear();
      held.set(sharedHolder, token);

      await tab.page.bringToFront();
      await tab.press(words.register);
      await tab.sees(words.sharedModeRefused);
      await tab.screens.shoot(tab.page, 'S-60-shared-mode');
      await tab.page.close();
    },
  },
  {
    name: 'S-10 in shared mode: 共通トークン on top, no button for users',
    async tell({ master }) {
      const { words } = master;
      await master.page.bringToFront();
      await master.openCounter();
      await master.seesHeading(words.listHeading);
      await master.find('button', words.sharedRow);
      assert.equal((await master.all('button', words.rowOf(nameOf(user)))).length, 0);
      await master.screens.shoot(master.page, 'S-10-shared');
    },
  },
  {
    name: '24(2): the shared token is replaced',
    async tell(world) {
      const { master, stock, held } = world;
      const { words } = master;
      const token = stock.take('card');
      await master.openCounter();
      await master.press(words.sharedRow);
      await master.seesHeading(words.inquiryHeading);
      await master.screens.shoot(master.page, 'S-60-shared-token');
      await master.press(words.replace);
      await master.seesHeading(words.proveHeading);
      await master.sees(words.sharedToken);
      await master.screens.shoot(master.page, 'S-30-shared-token');
      await master.prove(await heldBy(world, sharedHolder).code());
      await master.seesHeading(words.registerHeading);
      await master.register(token.tokenId, await token.code());
      await master.seesHeading(words.done);
      await master.screens.shoot(master.page, 'S-50-shared-token-replaced');
      held.set(sharedHolder, token);
    },
  },
  {
    name: '24(1): from shared to separate, then on to the users',
    async tell(world) {
      const { master, stock, held } = world;
      const { words } = master;
      const token = stock.take('fob');
      await openUsageMode(master);
      await master.choose(words.separate);
      await master.sees(words.released(1));
      await master.screens.shoot(master.page, 'S-20-to-separate');
      await master.press(words.next);
      await master.seesHeading(words.proveHeading);
      await master.prove(await heldBy(world, sharedHolder).code());
      await master.seesHeading(words.registerHeading);
      await master.sees(nameOf(masterId));
      await master.screens.shoot(master.page, 'S-40-to-separate');
      await master.register(token.tokenId, await token.code());
      await master.seesHeading(words.done);
      await master.screens.shoot(master.page, 'S-50-separate');
      held.clear();
      held.set(masterId, token);

      await master.press(words.toMembers);
      await master.seesHeading(words.listHeading);
      await master.find('button', words.rowOf(nameOf(user)));
    },
  },
];
