// The portal's two pages. No style attribute and no inline script: the strictest policy holds.
import { html } from 'hono/html';

/** @typedef {import('./vouch.mjs').Visitor} Visitor */
/** @typedef {ReturnType<typeof html>} Html */

/** @param {boolean} refused */
export function signInPage(refused) {
  return page(html`
    <h1>サインイン</h1>
    ${refused ? html`<p role="alert">お客様IDまたはパスワードが正しくありません。</p>` : ''}
    <form method="post" action="/sign-in">
      <p>
        <label>お客様ID <input name="customerId" autocomplete="username" required /></label>
      </p>
      <p>
        <label
          >パスワード
          <input name="password" type="password" autocomplete="current-password" required
        /></label>
      </p>
      <button>サインイン</button>
    </form>
  `);
}

/**
 * One provider stands around all elements of a page, menus included. The dialog is the portal's
 * answer to `otp-reauthentication-required`; `events.js` opens it.
 *
 * @param {Visitor} visitor
 */
export function counterPage({ customerId }) {
  return page(html`
    <header id="signed-in">
      <p>${customerId}</p>
      <form method="post" action="/sign-out"><button>サインアウト</button></form>
    </header>
    <otp-provider session-url="/portal/otp-session" sign-in-url="/sign-in">
      <otp-menu-item variant="sub" href="/"></otp-menu-item>
      <main><otp-manager></otp-manager></main>
    </otp-provider>
    <dialog id="reauthentication" aria-labelledby="reauthentication-title">
      <form method="dialog">
        <h2 id="reauthentication-title">もう一度パスワードを入力してください</h2>
        <p>
          <label>パスワード <input name="password" type="password" required /></label>
        </p>
        <p id="refused" role="alert" hidden>パスワードが正しくありません。</p>
        <button type="button" value="cancel">戻る</button>
        <button type="submit" value="confirm">確認</button>
      </form>
    </dialog>
    <script type="module" src="/assets/events.js"></script>
  `);
}

/** @param {Html} content */
function page(content) {
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <title>法人ポータル</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <script defer src="/assets/otp-madoguchi.js"></script>
      </head>
      <body>
        ${content}
      </body>
    </html>`;
}
