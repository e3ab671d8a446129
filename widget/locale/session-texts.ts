import type { Catalogues, SessionMessages } from './messages.ts';

export const sessionTexts: Catalogues<SessionMessages> = {
  ja: () => ({
    ending: '操作がないため、まもなくログアウトします。',
    stay: '操作を続ける',
  }),
  en: ({ enSession }) => enSession,
};
