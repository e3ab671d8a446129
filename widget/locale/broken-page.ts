import type { Lang } from './messages.ts';

/** Both languages at hand: nothing can be fetched for a page on which our elements can't work. */
export const brokenPage: Record<Lang, string> = {
  ja:
    'ページに問題があるため、この画面を表示できません。' +
    'ページを再読み込みしても変わらない場合は、お問い合わせください。',
  en:
    'This page has a problem, so this screen cannot be shown. ' +
    'If loading the page again does not help, please contact us.',
};
