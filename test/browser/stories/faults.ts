import assert from 'node:assert/strict';
import { minute, second } from '../../../bff/durations.ts';
import { cutLine } from '../cut-line.ts';
import { heldBy, masterId, newPerson, openRow, type Story } from '../world.ts';

const [first, other] = ['mihon0003', 'mihon0004'] as const;
/** Two steps and what a slow machine needs. */
const longestFence = minute + 20 * second;

export const faults: Story[] = [
  {
    name: 'a killed service refuses what it may have forgotten, and the screen waits',
    async tell(world) {
      const { master, product } = world;
      const { words } = master;
      const token = heldBy(world, masterId);
      await openRow(master, first);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);

      await product.kill();
      await product.start();
      await master.prove(token.unspentCode());
      await master.sees(words.fenced);
      assert.ok(!(await master.text()).includes(words.codeRefused));
      await master.screens.shootVariants(master.page, 'S-30-fence');
      await master.sees(words.fenceOver, longestFence);
      await master.screens.shoot(master.page, 'S-30-fence-over');
      await master.prove(await token.code());
      await master.seesHeading(words.registerHeading);
    },
  },
  {
    name: 'a commit whose answer is lost ends in its true receipt (A89)',
    async tell({ master, stock, held }) {
      const { words } = master;
      const token = stock.take('fob');
      await cutLine(master.page, '/commit', 'Response');
      await master.register(token.tokenId, await token.code());
      await master.sees(words.uncertain);
      await master.screens.shoot(master.page, 'S-40-uncertain');
      await master.seesHeading(words.done);
      await master.sees(words.receipt);
      await master.sees(token.idTail);
      held.set(first, token);
    },
  },
  {
    name: 'a commit that never arrived is asked again, and the same code counts (A89)',
    async tell(world) {
      const { master, stock, held } = world;
      const { words } = master;
      const token = stock.take('fob');
      // The pretend portal has forgotten who was signed in.
      const tab = await newPerson(world, master.page.browserContext());
      await tab.signIn('MIHON', masterId);
      await tab.page.close();
      await openRow(master, other);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      await master.prove(await heldBy(world, masterId).code());
      await master.seesHeading(words.registerHeading);

      const code = await token.code();
      await cutLine(master.page, '/commit', 'Request');
      await master.register(token.tokenId, code);
      await master.sees(words.notReceived);
      await master.screens.shoot(master.page, 'S-40-not-received');
      await master.register(token.tokenId, code);
      await master.seesHeading(words.done);
      held.set(other, token);
    },
  },
];
