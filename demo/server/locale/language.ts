import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { en } from './en.ts';
import { ja, type Words } from './ja.ts';

export type Lang = 'ja' | 'en';

export interface Language {
  lang: Lang;
  words: Words;
}

export const languages: Readonly<Record<Lang, Language>> = {
  ja: { lang: 'ja', words: ja },
  en: { lang: 'en', words: en },
};

/** `?lang=en` chooses and is remembered; Japanese is what a bank's customer meets first. */
export function language(): MiddlewareHandler<{ Variables: { language: Language } }> {
  return async function language(c, next) {
    const chosen = c.req.query('lang');
    if (isLang(chosen)) setCookie(c, 'lang', chosen, { path: '/', sameSite: 'Lax' });
    const remembered = getCookie(c, 'lang');
    const lang = [chosen, remembered].find(isLang) ?? 'ja';
    c.set('language', languages[lang]);
    await next();
  };
}

function isLang(text: string | undefined): text is Lang {
  return text === 'ja' || text === 'en';
}
