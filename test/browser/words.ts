// What a person reads and presses, word for word. Not taken from the catalogues on purpose: the
// Japanese is the contract with the bank's manual.

export type Lang = 'ja' | 'en';

const ja = {
  administration: '管理機能',
  item: 'ワンタイムパスワード認証情報管理',
  signOut: 'ログアウト',
  noPermission: '※利用権限がありません',

  listHeading: '利用者選択',
  setMode: '利用形態設定',
  apply: '検索',
  clear: '条件をクリア',
  filterByCustomerId: 'お客様ID 前方一致',
  filterByName: '利用者名 部分一致',
  rowOf: (name: string) => `登録・登録解除 ${name}`,
  sharedRow: '変更 共通トークン',
  page: (number: number) => `${String(number)}ページ`,
  range: (first: number, last: number, total: number) =>
    `${String(first)}–${String(last)} / ${String(total)}件`,
  nobody: '該当する利用者がいません。',
  shared: '共通',
  sharedToken: '共通トークン',
  registered: '登録済',
  unregistered: '未登録',

  modeHeading: 'ワンタイムパスワード利用形態設定',
  separate: '管理者、利用者が異なるトークンを利用する',
  sharedMode: '管理者、利用者が同じトークンを利用する',
  released: (count: number) => `登録が解除されるトークン：${String(count)}個`,
  withoutToken: (count: number) => `トークンがなくなる利用者：${String(count)}名`,

  inquiryHeading: 'ワンタイムパスワード登録状況照会',
  register: '登録',
  replace: '変更',
  deregister: '登録解除',

  proveHeading: 'ワンタイムパスワード入力',
  registerHeading: 'ワンタイムパスワード情報登録',
  code: 'ワンタイムパスワード',
  tokenId: 'トークンID',
  next: '次へ',
  commit: '確定',
  back: '戻る',
  close: '閉じる',
  startAgain: '最初からやり直す',
  toMembers: 'ワンタイムパスワード認証情報管理',
  signInAgain: 'パスワードを入力する',
  approvalPassword: '承認用パスワード',
  confirm: '確認',
  neverTell: '当行の職員が電話等で番号をお尋ねすることはありません。',
  countdown: '次の番号まで あと',
  nextShown: '次の番号が表示されています。',
  fenced: '少しお待ちください。',
  fenceOver: 'お待たせしました。トークンに表示されている番号を入力してください。',
  uncertain: '結果を確認しています。画面を閉じずにお待ちください。',
  notReceived:
    '結果を確認しました。送信した番号は受け付けられていません。新しく表示された番号を入力してください。',
  done: '登録完了',
  deregistered: '登録解除完了',
  finished: 'お手続きは以上です。',
  receipt: '受付番号',

  chooseMode: '新しい利用形態を選択してください。',
  modeUnchanged:
    '現在と同じ利用形態です。トークンの交換は一覧の「登録・登録解除」から行ってください。',
  changedMeanwhile: '他の操作により登録内容が変更されました。最初からやり直してください。',
  codeFormat: 'ワンタイムパスワードは半角数字6桁で入力してください。',
  codeFormatOfAny: 'ワンタイムパスワードは半角数字6桁または8桁で入力してください。',
  codeRefused:
    'ワンタイムパスワードが正しくありません。トークンに新しく表示された番号を入力してください。',
  codeUsed: 'このワンタイムパスワードは使用済みです。次の番号が表示されてから入力してください。',
  tokenIdFormat: 'トークンIDの形式が正しくありません。',
  tokenUnavailable: 'このトークンは登録できません。お取引店へお問い合わせください。',
  tokenHeld: 'このトークンは他の利用者に登録されています。',
  tokenUnchanged: '現在のトークンと同じです。',
  sharedModeRefused: '共通トークンを利用中のため、利用者ごとの登録はできません。',
  rowChanged: '登録状況が変わりました。一覧を更新してください。',
  expired: 'お手続きの有効期限が切れました。登録は完了していません。最初からやり直してください。',
  paused: '入力誤りが続いたため、一時停止しています。',
};

export type Words = typeof ja;

const en: Words = {
  administration: 'Administration',
  item: 'Manage one-time password registrations',
  signOut: 'Sign out',
  noPermission: 'You do not have permission to use this service.',

  listHeading: 'Select a user',
  setMode: 'Set usage mode',
  apply: 'Search',
  clear: 'Clear',
  filterByCustomerId: 'Customer ID begins with',
  filterByName: 'User name contains',
  rowOf: (name) => `Register / deregister ${name}`,
  sharedRow: 'Replace Shared token',
  page: (number) => `Page ${String(number)}`,
  range: (first, last, total) => `${String(first)}–${String(last)} of ${String(total)}`,
  nobody: 'No matching user.',
  shared: 'Shared',
  sharedToken: 'Shared token',
  registered: 'Registered',
  unregistered: 'Not registered',

  modeHeading: 'One-time password usage mode',
  separate: 'The administrator and users each use a different token',
  sharedMode: 'The administrator and users use the same token',
  released: (count) => `Tokens that will be released: ${String(count)}`,
  withoutToken: (count) => `Users who will be without a token: ${String(count)}`,

  inquiryHeading: 'One-time password registration',
  register: 'Register',
  replace: 'Replace',
  deregister: 'Deregister',

  proveHeading: 'Enter the one-time password',
  registerHeading: 'Register the one-time password token',
  code: 'One-time password',
  tokenId: 'Token ID',
  next: 'Next',
  commit: 'Confirm',
  back: 'Back',
  close: 'Close',
  startAgain: 'Start again',
  toMembers: 'Manage one-time password registrations',
  signInAgain: 'Enter password',
  approvalPassword: 'Approval password',
  confirm: 'Confirm',
  neverTell: 'Nobody from the bank will ever ask you for this number by telephone or otherwise.',
  countdown: 'Next number in',
  nextShown: 'The next number is now shown.',
  fenced: 'Please wait a moment.',
  fenceOver: 'Thank you for waiting. Enter the number shown on the token.',
  uncertain: 'We are checking the result. Please wait and keep this page open.',
  notReceived:
    'We have checked: what you sent was not accepted. Enter the number newly shown on the token.',
  done: 'Registration complete',
  deregistered: 'Deregistration complete',
  finished: 'The procedure is finished.',
  receipt: 'Receipt number',

  chooseMode: 'Please choose a new usage mode.',
  modeUnchanged:
    'This is the present usage mode. To exchange a token, use “Register / deregister” in the list.',
  changedMeanwhile:
    'The registration was changed by another operation. Please start again from the beginning.',
  codeFormat: 'Enter the one-time password as 6 digits.',
  codeFormatOfAny: 'Enter the one-time password as 6 or 8 digits.',
  codeRefused: 'The one-time password is not correct. Enter the number newly shown on the token.',
  codeUsed: 'This one-time password has already been used. Enter the next number once it is shown.',
  tokenIdFormat: 'The format of the Token ID is not correct.',
  tokenUnavailable: 'This token cannot be registered. Please ask your branch.',
  tokenHeld: 'This token is registered to another user.',
  tokenUnchanged: 'This is the present token.',
  sharedModeRefused:
    'The shared token is in use, so tokens cannot be registered for individual users.',
  rowChanged: 'The registration status has changed. Please refresh the list.',
  expired:
    'The time for this procedure has run out. The registration is not complete. Please start again from the beginning.',
  paused: 'Paused because of repeated wrong entries.',
};

export const words: Readonly<Record<Lang, Words>> = { ja, en };
