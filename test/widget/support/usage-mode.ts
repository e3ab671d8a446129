// <otp-usage-mode> before a pretend bank that agrees to everything, and the way to its screens.

import { fixture, html } from '@open-wc/testing';

import type { OpenIntent } from '../../../bff/contract/intent.ts';
import type { UsageModePreview } from '../../../bff/contract/member.ts';
import type { UsageMode } from '../../../bff/contract/usage-mode.ts';
import type { OtpUsageMode } from '../../../widget/otp-usage-mode/otp-usage-mode.ts';
import '../../../widget/otp-usage-mode/define.ts';
import { intent, proved, receipt } from './change.ts';
import { json, noContent, PretendBank, problem } from './pretend-bank.ts';
import { masterHolder, session } from './sample.ts';
import { Screen } from './screen.ts';

export const openRoute = 'POST /otp/v1/intents';
export const intentRoute = 'GET /otp/v1/intents/intent-1';
export const cancelRoute = 'DELETE /otp/v1/intents/intent-1';
export const proofRoute = 'POST /otp/v1/intents/intent-1/proof';
export const commitRoute = 'POST /otp/v1/intents/intent-1/commit';
export const previewRoute = 'GET /otp/v1/usage-mode/preview';
export const sessionRoute = 'GET /otp/v1/session';

export const s20 = 'ワンタイムパスワード利用形態設定';
export const s30 = 'ワンタイムパスワード入力';
export const s40 = 'ワンタイムパスワード情報登録';
export const s50 = '登録完了';

export const preview: UsageModePreview = {
  version: 7,
  from: 'separate',
  to: 'shared',
  released: { count: 12, holders: [{ ...masterHolder, tokenIdTail: '1234' }] },
  withoutToken: { count: 0, holders: [] },
};

export function bank(mode: UsageMode = 'separate'): PretendBank {
  return new PretendBank()
    .on(sessionRoute, () => json(session({ mode })))
    .on(previewRoute, () => json(preview))
    .on(openRoute, ({ body }) => opened(body))
    .on(cancelRoute, () => noContent())
    .on(proofRoute, () => json(proved()))
    .on(commitRoute, () => json(receipt()));
}

/** As the service: a mode change opens only on the version of the preview. */
function opened(body = ''): Response {
  const asked = JSON.parse(body) as OpenIntent;
  return 'previewed' in asked && asked.previewed !== preview.version
    ? problem('preview-changed')
    : json(intent());
}

export async function screenOf({ client }: PretendBank, lang = 'ja'): Promise<Screen> {
  const root = await fixture(
    html`<div lang=${lang}><otp-usage-mode .client=${client}></otp-usage-mode></div>`,
  );
  const element = root.querySelector<OtpUsageMode>('otp-usage-mode');
  if (!element) throw new Error('No element');
  const screen = new Screen(element);
  await screen.speaks(lang);
  return screen;
}

export async function atProof(server: PretendBank): Promise<Screen> {
  const screen = await screenOf(server);
  screen.choose('shared');
  await screen.says('12個');
  screen.press('次へ');
  await screen.at(s30);
  return screen;
}

export async function atRegistration(server: PretendBank): Promise<Screen> {
  const screen = await atProof(server);
  screen.type('code', '123456');
  screen.press('次へ');
  await screen.at(s40);
  return screen;
}

export function register(screen: Screen): void {
  screen.type('token-id', 'ABCD-9001');
  screen.type('code', '654321');
  screen.press('確定');
}
