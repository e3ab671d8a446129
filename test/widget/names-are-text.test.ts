// Whatever the wire carries is text: shown word for word, run never, and apart from what stands beside.

import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';

import type { Holder, MemberHolder, MemberPage, MemberRow } from '../../bff/contract/member.ts';
import type { ProblemFacts } from '../../bff/contract/problem.ts';
import type { OtpMemberList } from '../../widget/otp-member-list/otp-member-list.ts';
import '../../widget/otp-manager/define.ts';
import '../../widget/otp-provider/define.ts';
import { intent, receipt } from './support/change.ts';
import { deepElements, deepText } from './support/deep.ts';
import { payloads, trap } from './support/payloads.ts';
import { json, PretendBank, problem } from './support/pretend-bank.ts';
import { pageOf, session } from './support/sample.ts';
import type { Screen } from './support/screen.ts';
import * as mode from './support/usage-mode.ts';

let runs = 0;

beforeEach(() => {
  runs = 0;
  // As every payload calls it: by its name, from wherever.
  Object.assign(globalThis, { [trap]: () => (runs += 1), [trap.toUpperCase()]: () => (runs += 1) });
});

afterEach(() => {
  expect(runs).to.equal(0);
});

function person(payload: string, kind: MemberHolder['kind'] = 'user'): MemberHolder {
  return { kind, customerId: payload, name: payload, role: 'general' };
}

function row(payload: string): MemberRow {
  const registration = { status: 'registered', token: { idTail: payload, digits: 6 } } as const;
  return { holder: person(payload), usesSharedToken: false, registration, actions: ['deregister'] };
}

/** As the screen compares them: what HTML itself makes of white space is not the point. */
function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function groupsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );
}

/** Nothing but our own elements: a payload that became markup would have brought others. */
function onlyOurs(root: Element): void {
  const foreign =
    'script, iframe, object, base, meta, link, img, svg, math, video, details, template, a[href^="javascript" i], [onerror], [onload], [onfocus], [ontoggle]';
  const found = deepElements(root).filter((element) => element.matches(foreign));
  expect(found.map(({ localName }) => localName)).to.deep.equal([]);
}

/** Every person's name stands alone in a `bdi`, so that it turns nothing that stands beside it. */
function isolated(root: ParentNode, name: string): void {
  const places = [...root.querySelectorAll('bdi')].filter((bdi) => bdi.textContent === name);
  expect(places.length, `bdi around ${name.slice(0, 40)}`).to.be.greaterThan(0);
}

async function listOf(rows: MemberRow[], page: Partial<MemberPage> = {}): Promise<OtpMemberList> {
  const bank = new PretendBank()
    .begin(session())
    .on('GET /otp/v1/members', () => json({ ...pageOf(rows, 1, page), rows, total: rows.length }));
  const element = await fixture<OtpMemberList>(
    html`<otp-member-list .client=${bank.client}></otp-member-list>`,
  );
  await waitUntil(() => element.shadowRoot?.querySelector('tbody tr'));
  return element;
}

function shadowOf(element: Element | null): ShadowRoot {
  if (!element?.shadowRoot) throw new Error('Nothing rendered');
  return element.shadowRoot;
}

describe('what the wire carries is text', () => {
  it('has five hundred payloads and more', () => {
    expect(payloads.length).to.be.at.least(500);
  });

  it('in every row of the list', async () => {
    for (const group of groupsOf(payloads, 90)) {
      const element = await listOf(group.map(row));
      const rows = [...shadowOf(element).querySelectorAll('tbody tr')];
      expect(rows).to.have.length(group.length);
      group.forEach((payload, index) => {
        const [id, name, , , token, action] = rows[index]?.children ?? [];
        expect(id?.textContent?.trim()).to.equal(payload.trim());
        expect(name?.textContent?.trim()).to.equal(payload.trim());
        expect(plain(token?.textContent ?? '')).to.equal(plain(`••••\u00a0末尾${payload}`));
        expect(plain(action?.textContent ?? '')).to.equal(plain(`登録・登録解除 ${payload}`));
        if (name && action) for (const cell of [name, action]) isolated(cell, payload);
      });
      onlyOurs(element);
      element.remove();
    }
  }).timeout(20_000);

  // One of each shape for the screens that show one person at a time.
  const few = payloads.filter((_, index) => index % 10 === 0);
  // And for those that take a whole change to get to; each of the contexts is among them.
  const fewer = payloads.filter((_, index) => index % 31 === 0);

  it('on S-60, with its history', async () => {
    let payload = '';
    const history = () => [
      {
        at: '2026-02-01T00:00:00Z',
        event: 'registered',
        tokenIdTail: payload,
        receiptNumber: payload,
      },
    ];
    const bank = new PretendBank()
      .begin(session())
      .on('GET /otp/v1/shared-token', () =>
        json({ ...row(payload), mode: 'separate', history: history() }),
      );
    for (payload of few) {
      const element = await fixture(
        html`<otp-token-register shared .client=${bank.client}></otp-token-register>`,
      );
      await waitUntil(() => element.shadowRoot?.querySelector('bdi'));
      const text = plain(shadowOf(element).textContent);
      expect(text.split(plain(payload)).length, payload.slice(0, 40)).to.be.greaterThan(4);
      isolated(shadowOf(element), payload);
      onlyOurs(element);
      element.remove();
    }
  }).timeout(20_000);

  it('in the preview, S-30 and S-50', async () => {
    for (const payload of fewer) {
      const holder: Holder = person(payload, 'master');
      const prover = { holder, token: { idTail: payload, digits: 6 as const } };
      const held = { ...holder, tokenIdTail: payload };
      const server = mode
        .bank()
        .on(mode.previewRoute, () =>
          json({
            ...mode.preview,
            released: { count: 12, holders: [held] },
            withoutToken: { count: 1, holders: [holder] },
          }),
        )
        .on(mode.openRoute, () => json(intent({ prover, steps: ['prove'] })))
        .on(mode.proofRoute, () =>
          json(
            intent({
              state: 'committed',
              steps: [],
              receipt: receipt({ holder, number: payload }),
            }),
          ),
        );
      const screen = await mode.atProof(server);
      expect(screen.text).to.include(plain(payload));
      isolated(screen.root, payload);
      onlyOurs(screen.element);
      screen.type('code', '123456');
      screen.press('次へ');
      await screen.at(mode.s50);
      expect(screen.text).to.include(plain(payload));
      isolated(screen.root, payload);
      onlyOurs(screen.element);
      screen.element.remove();
    }
  }).timeout(30_000);

  it('in the words of the bank and in the facts of a problem', async () => {
    for (const payload of fewer) {
      const settings = {
        tokenIdLabel: payload,
        bankName: { ja: payload, en: payload },
        branchName: { ja: payload, en: payload },
      };
      const facts = { retryAt: payload, triesLeft: payload, digits: payload } as unknown;
      const server = mode
        .bank()
        .on(mode.sessionRoute, () => json(session({ settings })))
        .on(mode.proofRoute, () => problem('otp-rejected', facts as ProblemFacts));
      const screen: Screen = await mode.atProof(server);
      screen.type('code', '123456');
      screen.press('次へ');
      await screen.says('ワンタイムパスワードが正しくありません。');
      await nextFrame();
      expect(deepText(screen.element)).to.include(plain(payload));
      onlyOurs(screen.element);
      screen.element.remove();
    }
  }).timeout(30_000);
});
