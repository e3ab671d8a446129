import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Words } from '../locale/ja.ts';
import { closed, signedInPage, type SignedIn } from './signed-in-page.ts';

export const administrationPath = '/administration';
export const counterPath = '/administration/one-time-password';

/** 管理機能: the sub menu above, the service menu (ご利用メニュー) below. */
export function administrationPage(signedIn: SignedIn): Html {
  const { words } = signedIn.language;
  const content = html`${subMenu(words)}
    <h1>${words.administration}</h1>
    <section class="sheet" aria-labelledby="services">
      <h2 id="services">${words.serviceMenu}</h2>
      <p>${words.serviceMenuLead}</p>
      <ul class="services">
        ${service(closed(words.corporateData, words.notInDemo), words.corporateDataLead)}
        ${service(closed(words.users, words.notInDemo), words.usersLead)}
        ${service(
          html`<otp-menu-item variant="service" href="${counterPath}"></otp-menu-item>`,
          words.otpLead,
        )}
      </ul>
    </section>`;
  const page = { title: words.administration, path: administrationPath };
  return signedInPage(signedIn, { ...page, section: 'administration', content });
}

function service(name: Html, lead: string): Html {
  return html`<li>
    <div class="service-name">${name}</div>
    <p>${lead}</p>
  </li>`;
}

/** The page on which the counter stands. */
export function counterPage(signedIn: SignedIn): Html {
  const { words } = signedIn.language;
  const content = html`${subMenu(words)}
    <nav aria-label="${words.breadcrumb}">
      <ol class="breadcrumb">
        <li><a href="/">${words.home}</a></li>
        <li><a href="${administrationPath}">${words.administration}</a></li>
        <li aria-current="page">${words.otp}</li>
      </ol>
    </nav>
    <h1>${words.otp}</h1>
    <div class="sheet"><otp-manager></otp-manager></div>`;
  const page = { title: words.otp, path: counterPath };
  return signedInPage(signedIn, { ...page, section: 'administration', content });
}

function subMenu(words: Words): Html {
  return html`<nav class="sub-menu" aria-label="${words.subMenu}">
    <ul>
      <li>${closed(words.corporateData, words.notInDemo)}</li>
      <li>${closed(words.users, words.notInDemo)}</li>
      <li><otp-menu-item variant="sub" href="${counterPath}"></otp-menu-item></li>
    </ul>
  </nav>`;
}
