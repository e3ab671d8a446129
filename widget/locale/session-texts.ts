import { enSession } from './en.ts';
import type { Catalogues, SessionMessages } from './messages.ts';
import { signedInElsewhere, signedOut, unavailable } from './problem-texts.ts';

export const sessionTexts: Catalogues<SessionMessages> = {
  ja: () => ({
    ending: '操作がないため、まもなくログアウトします。',
    stay: '操作を続ける',
    over: {
      idle: '一定時間操作がなかったため、ログアウトしました。もう一度ログインしてください。',
      'signed-in-elsewhere': signedInElsewhere,
      ended: signedOut,
      'not-signed-in': 'ログインされていません。ログインしてください。',
    },
    unavailable,
    signIn: 'ログインする',
  }),
  en: enSession,
};
