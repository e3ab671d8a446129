/** In both languages, so that nothing has to be found out on a page where nothing can be relied on. */
export const brokenPage =
  'ページに問題があるため、この画面を表示できません。' +
  'ページを再読み込みしても変わらない場合は、お問い合わせください。 ' +
  'This page has a problem, so this screen cannot be shown. ' +
  'If loading the page again does not help, please contact us.';
