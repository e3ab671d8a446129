import { expect, oneEvent, waitUntil } from '@open-wc/testing';

import type { MemberRow } from '../../../bff/contract/member.ts';
import type { ProblemCode } from '../../../bff/contract/problem.ts';
import { intent, receipt } from '../support/change.ts';
import { json, problem } from '../support/pretend-bank.ts';
import {
  inSharedMode,
  masterHolder,
  masterRow,
  session,
  sharedTokenRow,
  userRow,
} from '../support/sample.ts';
import {
  memberRoute,
  sharedRoute,
  openRoute,
  commitRoute,
  s60,
  s30,
  separate,
  user,
  registrationOf,
  bank,
  screenOf,
  prove,
  removal,
} from '../support/registration.ts';

describe('otp-token-register', () => {
  it('is accessible on every screen', async () => {
    const screen = await screenOf(bank());
    await screen.isAccessible();
    screen.press('登録解除');
    await prove(screen);
    await screen.at('登録解除');
    await screen.isAccessible();
    screen.press('確定');
    await screen.at('登録解除完了');
    await screen.isAccessible();
  });

  it('shows the registration with its history', async () => {
    const { text } = await screenOf(bank());

    for (const shown of ['USER02', '利用者 2', '登録済', '7002', '2026年2月1日 9:00']) {
      expect(text).to.include(shown);
    }
    expect(text).to.include('登録履歴').and.include('20260201-000007');
  });

  it('deregisters by the code of the master, and tells', async () => {
    const server = bank();
    const screen = await screenOf(server);
    screen.press('登録解除');
    await screen.at(s30);
    expect(screen.text).to.include('MASTER01');
    await prove(screen);
    await screen.at('登録解除');
    expect(screen.text).to.include('USER02').and.include('新しいトークンを登録するまで');
    expect(screen.root.querySelector('input')).to.equal(null);

    const changed = oneEvent(screen.element, 'otp-registration-changed');
    screen.press('確定');
    expect(await changed).to.have.nested.property('receipt.operation', 'deregister-user');
    await screen.at('登録解除完了');
    expect(server.asked.find(({ method }) => method === 'POST')?.body).to.equal(
      '{"operation":"deregister-user","customerId":"USER02"}',
    );
    expect(server.asked.at(-1)?.body).to.equal('{}');
  });

  it('registers a user by his own token', async () => {
    const opened = {
      operation: 'register-user',
      steps: ['prove', 'register'],
      mode: separate,
    } as const;
    const unregistered: MemberRow = {
      ...userRow(2),
      registration: { status: 'unregistered' },
      actions: ['register'],
    };
    const server = bank(unregistered, { ...opened, steps: ['prove', 'register'], holder: user });
    const screen = await screenOf(server);
    screen.press('登録');
    await prove(screen);
    await screen.at('ワンタイムパスワード情報登録');
    expect(screen.text).not.to.include('同じトークンを引き続き');
    expect(screen.text).not.to.include('新利用形態');
    screen.type('token-id', 'ａｂｃｄ－７００２');
    expect(screen.field('token-id').value).to.equal('ABCD-7002');
    screen.type('code', '１２３４５６');
    screen.press('確定');
    await waitUntil(() => server.count(commitRoute) === 1);

    expect(server.asked.at(-1)?.body).to.equal('{"tokenId":"ABCD-7002","code":"123456"}');
  });

  it('replaces the shared token', async () => {
    const server = bank(userRow(2), { operation: 'replace-token', steps: ['prove', 'register'] });
    const screen = await screenOf(server, true);
    expect(screen.text).to.include('共通トークン');
    screen.press('変更');
    await screen.at(s30);

    expect(server.asked.at(-1)?.body).to.equal('{"operation":"replace-token"}');
    expect(server.count(memberRoute)).to.equal(0);
  });

  it('shows that this person’s use of the shared token waits for the bank', async () => {
    const { registration, ...row } = sharedTokenRow;
    const disabled = { ...row, registration: { ...registration, status: 'disabled' as const } };
    const server = bank().on(sharedRoute, () => json(registrationOf(disabled)));
    const screen = await screenOf(server, true);

    expect(screen.root.querySelector('.badge.disabled')?.textContent).to.equal('停止');
    expect(screen.text).to.include('共通トークン');
  });

  it('never offers to deregister the master', async () => {
    const { root } = await screenOf(bank(masterRow));

    const labels = [...root.querySelectorAll('button')].map(({ textContent }) =>
      textContent.trim(),
    );
    expect(labels).to.deep.equal(['変更']);
  });

  it('has nothing to do where the shared token is in use', async () => {
    const screen = await screenOf(bank(inSharedMode(userRow(2))));

    expect(screen.text).to.include('共通トークンを利用しています。');
    expect(screen.root.querySelector('button')).to.equal(null);
  });

  it('shows markup in a name as text, isolated (A77, A78)', async () => {
    const name = '<img src=x onerror=alert(1)>\u202Eevil';
    const screen = await screenOf(bank({ ...userRow(2), holder: { ...user, name } }));

    expect(screen.root.querySelector('img')).to.equal(null);
    expect(screen.root.querySelector('bdi')?.textContent).to.equal(name);
  });

  it('says the bank’s own words for token id and branch', async () => {
    const settings = {
      tokenIdLabel: 'シリアル番号',
      bankName: { ja: '当金庫', en: 'the shinkin' },
      branchName: { ja: '本店営業部', en: 'the head office' },
    };
    const server = bank().on('GET /otp/v1/session', () => json(session({ settings })));
    const screen = await screenOf(server);
    expect(screen.text).to.include('シリアル番号').and.not.include('トークンID');
    screen.press('登録解除');
    await screen.at(s30);

    expect(screen.text).to.include('当金庫の職員が');
  });

  it('goes to another member, and gives up what was not sent', async () => {
    const server = bank().on('GET /otp/v1/members/USER04', () => json(registrationOf(userRow(4))));
    const screen = await screenOf(server);
    screen.press('登録解除');
    await screen.at(s30);
    screen.element.setAttribute('customer-id', 'USER04');
    await screen.at(s60);
    await screen.says('7004');

    expect(server.count('DELETE /otp/v1/intents/intent-1')).to.equal(1);
  });

  it('comes back to the registration after 閉じる', async () => {
    const server = bank();
    const screen = await screenOf(server);
    screen.press('登録解除');
    await prove(screen);
    await screen.at('登録解除');
    screen.press('確定');
    await screen.at('登録解除完了');
    const closed = oneEvent(screen.element, 'otp-intent-closed');
    screen.press('閉じる');

    expect(await closed).to.have.nested.property('receipt.operation', 'deregister-user');
    await screen.at(s60);
    expect(server.count(memberRoute)).to.equal(2);
  });

  it('asks what became of a change that it left the page with', async () => {
    const server = bank()
      .on(
        commitRoute,
        ({ signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => {
              reject(new DOMException('gone', 'AbortError'));
            });
          }),
      )
      .on('GET /otp/v1/intents/intent-1', () =>
        json(intent({ ...removal, state: 'committed', steps: [], receipt: receipt() })),
      );
    const screen = await screenOf(server);
    screen.press('登録解除');
    await prove(screen);
    await screen.at('登録解除');
    screen.press('確定');
    const { element } = screen;
    const { parentElement } = element;
    element.remove();
    parentElement?.append(element);
    await screen.at('登録完了');

    expect(server.count(commitRoute)).to.equal(1);
  });

  const atOpening: [ProblemCode, string, string][] = [
    ['row-changed', '登録状況が変わりました。一覧を更新してください。', 'status has changed'],
    ['shared-mode', '共通トークンを利用中のため、', 'shared token is in use'],
    ['master-deregistration', '管理者のトークンは登録解除できません。', 'cannot be deregistered'],
  ];
  for (const [code, ja, en] of atOpening) {
    it(`stays where it is, with its message in both languages: ${code}`, async () => {
      const screen = await screenOf(bank().on(openRoute, () => problem(code)));
      screen.press('登録解除');
      await screen.says(ja);
      expect(screen.focused).to.have.property('className', 'notice danger');

      screen.element.parentElement?.setAttribute('lang', 'en');
      await screen.says(en);
    });
  }

  it('tells that nobody is found', async () => {
    const screen = await screenOf(bank().on(memberRoute, () => problem('not-found')));

    expect(screen.text).to.include('該当する利用者がいません。');
  });

  it('shows the master’s own registration in English', async () => {
    const server = bank({ ...masterRow, holder: masterHolder });
    const screen = await screenOf(server, false, 'en-GB');

    expect(screen.text)
      .to.include('Administrator')
      .and.include('Registered')
      .and.include('Replace');
  });
});
