// What the service finds changed when a mode change is opened, as it is told on S-20.
import { expect, waitUntil } from '@open-wc/testing';

import { intent } from '../support/change.ts';
import { json, problem } from '../support/pretend-bank.ts';
import { bank, openRoute, preview, previewRoute, screenOf } from '../support/usage-mode.ts';

describe('otp-usage-mode, when something else has changed', () => {
  for (const [lang, next, notice] of [
    ['ja', '次へ', '表示後に登録内容が変わりました。'],
    ['en', 'Next', 'The registrations changed after they were shown.'],
  ] as const)
    it(`shows a preview again that is no longer true, in ${lang} (P12)`, async () => {
      const server = bank();
      const screen = await screenOf(server, lang);
      screen.choose('shared');
      await screen.says('12');
      const { holders } = preview.released;
      const now = { ...preview, version: 8, released: { count: 13, holders } };
      server
        .on(previewRoute, () => json(now))
        .on(openRoute, ({ body = '' }) =>
          body.includes('"previewed":8') ? json(intent()) : problem('preview-changed'),
        );
      screen.press(next);
      await screen.says(notice);
      await screen.says('13');

      expect(screen.focused?.getAttribute('part')).to.equal('notice');
      const chosen = screen.root.querySelector<HTMLInputElement>('input:checked');
      expect(chosen?.value).to.equal('shared');
      expect(server.count(openRoute)).to.equal(1);
      await screen.isAccessible();
      screen.press(next);
      await waitUntil(() => screen.root.querySelector('#code'));
      expect(server.asked.at(-1)?.body).to.equal(
        '{"operation":"change-usage-mode","to":"shared","previewed":8}',
      );
    });

  it('says that the corporation waits for the bank', async () => {
    const screen = await screenOf(bank().on(openRoute, () => problem('waiting-for-bank')));
    screen.choose('shared');
    await screen.says('12個');
    screen.press('次へ');
    await screen.says('管理者のトークンが登録されていません。お取引店へご連絡ください。');
    expect(screen.focused?.getAttribute('part')).to.equal('notice');
  });
});
