import { html } from 'hono/html';
import type { Html } from './html.ts';
import { signedInPage, type SignedIn } from './signed-in-page.ts';

const sampleBalance = 12_345_678;

export function homePage(signedIn: SignedIn): Html {
  const { language, visitor } = signedIn;
  const { words, lang } = language;
  const yen = new Intl.NumberFormat(lang, { style: 'currency', currency: 'JPY' });
  const content = html`<h1>
      ${words.welcome}<span lang="ja">${visitor.person.name}</span>${words.welcomeHonorific}
    </h1>
    <p class="hint">${lastSignIn(signedIn)}</p>
    <div class="tiles">
      <section class="sheet">
        <h2>${words.balance}</h2>
        <p class="amount">${yen.format(sampleBalance)}</p>
        <p class="hint">${words.balanceNote}</p>
      </section>
      <section class="sheet">
        <h2>${words.bankNews}</h2>
        <ul class="news">
          <li>${words.news1}</li>
          <li>${words.news2}</li>
          <li>${words.news3}</li>
        </ul>
        <p><a class="forward" href="/administration">${words.toAdministration}</a></p>
      </section>
    </div>`;
  return signedInPage(signedIn, { title: words.home, path: '/', section: 'home', content });
}

function lastSignIn({ visitor, language: { words, lang } }: SignedIn): string {
  if (visitor.lastSignInAt === undefined) return words.lastSignInNever;
  const format = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });
  return `${words.lastSignIn}: ${format.format(visitor.lastSignInAt)}`;
}
