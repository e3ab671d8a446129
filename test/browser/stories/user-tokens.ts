import assert from 'node:assert/strict';
import { heldBy, masterId, nameOf, openRow, type Story, type World } from '../world.ts';
import type { ModelName } from '../stock.ts';

const [first, second, third] = ['mihon0002', 'mihon0003', 'mihon0004'] as const;
/** Nobody: the token that the master has given back. */
const replaced = 'replaced';

/** 24(3), from S-10 to S-50. */
async function registerUser(world: World, customerId: string, model: ModelName): Promise<void> {
  const { master, stock, held } = world;
  const { words } = master;
  const token = stock.take(model);
  await openRow(master, customerId);
  await master.press(words.register);
  await master.seesHeading(words.proveHeading);
  await master.prove(await heldBy(world, masterId).code());
  await master.seesHeading(words.registerHeading);
  await master.sees(nameOf(customerId));
  await master.register(token.tokenId, await token.code());
  await master.seesHeading(words.done);
  await master.sees(token.idTail);
  held.set(customerId, token);
}

export const userTokens: Story[] = [
  {
    name: 'S-30 refuses a wrong, a malformed and a used code',
    async tell(world) {
      const { master } = world;
      const { words } = master;
      const token = heldBy(world, masterId);
      await openRow(master, first);
      await master.screens.shootVariants(master.page, 'S-60-user');
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      await master.sees(nameOf(masterId));
      await master.sees(words.neverTell);
      await master.screens.shootVariants(master.page, 'S-30-master');
      await master.prove('1234');
      await master.sees(words.codeFormat);
      await master.prove(token.wrongCode());
      await master.sees(words.codeRefused);
      await master.screens.shoot(master.page, 'S-30-code-refused');
      await master.prove(await token.code());
      await master.seesHeading(words.registerHeading);
      await master.press(words.back);
      await master.seesHeading(words.inquiryHeading);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      await master.prove(token.usedCode());
      await master.sees(words.codeUsed);
      await master.screens.shoot(master.page, 'S-30-code-used');
    },
  },
  {
    name: '24(3): a user gets a token, and never one that is held',
    async tell(world) {
      const { master, stock, held } = world;
      const { words } = master;
      const mine = heldBy(world, masterId);
      const token = stock.take('fob');
      await openRow(master, first);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      await master.prove(await mine.code());
      await master.seesHeading(words.registerHeading);
      await master.sees(nameOf(first));
      await master.register(mine.tokenId, mine.unspentCode());
      await master.sees(words.tokenHeld);
      await master.screens.shoot(master.page, 'S-40-token-held');
      await master.register(token.tokenId, await token.code());
      await master.seesHeading(words.done);
      await master.screens.shoot(master.page, 'S-50-user');
      held.set(first, token);
    },
  },
  {
    name: '24(3): a token with a button and one with eight digits',
    async tell(world) {
      await registerUser(world, second, 'button');
      await registerUser(world, third, 'card');
    },
  },
  {
    name: '24(4): a user loses the token, proved by the master',
    async tell(world) {
      const { master, held } = world;
      const { words } = master;
      await openRow(master, third);
      await master.press(words.deregister);
      await master.seesHeading(words.proveHeading);
      await master.prove(await heldBy(world, masterId).code());
      await master.seesHeading(words.deregister);
      await master.sees(nameOf(third));
      await master.screens.shoot(master.page, 'S-42-deregistration');
      await master.press(words.commit);
      await master.seesHeading(words.deregistered);
      await master.screens.shoot(master.page, 'S-50-deregistered');
      held.delete(third);
      await openRow(master, third);
      await master.sees(words.unregistered);
      await master.screens.shoot(master.page, 'S-60-after-deregistration');
    },
  },
  {
    name: 'the master can be replaced and never deregistered',
    async tell({ master }) {
      const { words } = master;
      await openRow(master, masterId);
      await master.find('button', words.replace);
      assert.equal((await master.all('button', words.deregister)).length, 0);
      await master.screens.shoot(master.page, 'S-60-master');
      const asked = { operation: 'deregister-user', customerId: masterId };
      assert.deepEqual(await master.ask('POST', '/intents', asked), {
        status: 409,
        code: 'master-deregistration',
      });
    },
  },
  {
    name: '24(2): the master changes tokens, and not to the same one',
    async tell(world) {
      const { master, stock, held } = world;
      const { words } = master;
      const old = heldBy(world, masterId);
      const token = stock.take('fob');
      await openRow(master, masterId);
      await master.press(words.replace);
      await master.seesHeading(words.proveHeading);
      await master.prove(await old.code());
      await master.seesHeading(words.registerHeading);
      await master.register(old.tokenId, old.unspentCode());
      await master.sees(words.tokenUnchanged);
      await master.screens.shoot(master.page, 'S-40-token-unchanged');
      await master.register(token.tokenId, await token.code());
      await master.seesHeading(words.done);
      await master.sees(token.idTail);
      await master.screens.shoot(master.page, 'S-50-replaced');
      held.set(masterId, token);
      held.set(replaced, old);
    },
  },
  {
    name: 'the replaced token proves nothing any more',
    async tell(world) {
      const { master } = world;
      const { words } = master;
      await openRow(master, third);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      await master.prove(heldBy(world, replaced).unspentCode());
      await master.sees(words.codeRefused);
      await master.press(words.back);
      await master.seesHeading(words.inquiryHeading);
    },
  },
];
