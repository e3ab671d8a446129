import assert from 'node:assert/strict';
import { LostAnswers } from '../lost-answers.ts';
import { heldBy, masterId, newPerson, openRow, type Story } from '../world.ts';

export const unknownOutcomes: Story[] = [
  {
    name: 'A89: lost answers are found out about, and nothing is sent twice',
    async tell(world) {
      const { master, stock, held } = world;
      const { words } = master;
      // The browser complains of each lost answer, and may.
      const complaints = { all: [] as string[] };
      const tab = await newPerson({ ...world, complaints }, master.page.browserContext());
      const token = stock.take('fob');
      await openRow(tab, masterId);
      await tab.press(words.replace);
      await tab.seesHeading(words.proveHeading);
      {
        await using answers = await LostAnswers.of(tab.page);
        await tab.prove(await heldBy(world, masterId).code());
        await tab.seesHeading(words.uncertain);
        await tab.sees(words.outcomeUnknown);
        answers.findOut();
        await tab.seesHeading(words.registerHeading);
        assert.deepEqual(answers.lost, ['proof']);
      }
      {
        await using answers = await LostAnswers.of(tab.page);
        await tab.register(token.tokenId, await token.code());
        await tab.seesHeading(words.uncertain);
        await tab.screens.shoot(tab.page, 'S-45-outcome-unknown');
        assert.equal((await tab.all('textbox', words.code)).length, 0);
        answers.findOut();
        await tab.seesHeading(words.done);
        await tab.sees(token.idTail);
        assert.deepEqual(answers.lost, ['commit']);
      }
      held.set(masterId, token);
      assert.ok(complaints.all.every((complaint) => complaint.includes('ERR_CONNECTION_RESET')));
      await tab.page.close();
      await master.page.bringToFront();
    },
  },
];
