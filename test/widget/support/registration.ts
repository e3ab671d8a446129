// <otp-token-register> before a pretend bank that agrees to everything, and the way to its screens.

import { fixture, html } from '@open-wc/testing';

import type { Intent } from '../../../bff/contract/intent.ts';
import type { MemberHolder, MemberRegistration, MemberRow } from '../../../bff/contract/member.ts';
import type { OtpTokenRegister } from '../../../widget/otp-token-register/otp-token-register.ts';
import '../../../widget/otp-token-register/define.ts';
import { intent, receipt } from './change.ts';
import { json, noContent, PretendBank } from './pretend-bank.ts';
import { session, sharedTokenRow, userRow } from './sample.ts';
import { Screen } from './screen.ts';

export const memberRoute = 'GET /otp/v1/members/USER02';
export const sharedRoute = 'GET /otp/v1/shared-token';
export const openRoute = 'POST /otp/v1/intents';
export const proofRoute = 'POST /otp/v1/intents/intent-1/proof';
export const commitRoute = 'POST /otp/v1/intents/intent-1/commit';

export const s60 = 'ワンタイムパスワード登録状況照会';
export const s30 = 'ワンタイムパスワード入力';
export const separate = { from: 'separate', to: 'separate' } as const;

export const user: MemberHolder = {
  kind: 'user',
  customerId: 'USER02',
  name: '利用者 2',
  role: 'general',
};

export function registrationOf(row: MemberRow): MemberRegistration {
  return {
    ...row,
    mode: 'separate',
    history: [
      {
        at: '2026-02-01T00:00:00Z',
        event: 'registered',
        tokenIdTail: '7002',
        receiptNumber: '20260201-000007',
      },
    ],
  };
}

export const removal: Partial<Intent> = {
  operation: 'deregister-user',
  steps: ['prove', 'confirm'],
  mode: separate,
  holder: user,
  registration: userRow(2).registration,
};

export function bank(row: MemberRow = userRow(2), opened: Partial<Intent> = removal): PretendBank {
  return new PretendBank()
    .on('GET /otp/v1/session', () => json(session()))
    .on(memberRoute, () => json(registrationOf(row)))
    .on(sharedRoute, () => json(registrationOf(sharedTokenRow)))
    .on(openRoute, () => json(intent(opened)))
    .on('DELETE /otp/v1/intents/intent-1', () => noContent())
    .on(proofRoute, () =>
      json(intent({ ...opened, state: 'proved', steps: opened.steps?.slice(1) ?? [] })),
    )
    .on(commitRoute, () =>
      json(receipt({ operation: 'deregister-user', mode: separate, holder: user })),
    );
}

export async function screenOf(server: PretendBank, shared = false, lang = 'ja'): Promise<Screen> {
  const root = await fixture(html`
    <div lang=${lang}>
      <otp-token-register
        customer-id="USER02"
        ?shared=${shared}
        .client=${server.client}
      ></otp-token-register>
    </div>
  `);
  const element = root.querySelector<OtpTokenRegister>('otp-token-register');
  if (!element) throw new Error('No element');
  const screen = new Screen(element);
  await screen.speaks(lang);
  return screen;
}

export async function prove(screen: Screen): Promise<void> {
  await screen.at(s30);
  screen.type('code', '123456');
  screen.press('次へ');
}
