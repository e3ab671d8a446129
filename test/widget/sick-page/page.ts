// A page of its own realm, so that what is done to it does not reach the test: its prototypes, its
// document and its window are its own. The bank at the other end of its wire is healthy.

import type { Intent } from '../../../bff/contract/intent.ts';
import { intent, receipt } from '../support/change.ts';
import { json, noContent, PretendBank } from '../support/pretend-bank.ts';
import { memberRoute, registrationOf, separate, user } from '../support/registration.ts';
import { session, userRow } from '../support/sample.ts';

/** The globals of a page, its constructors included. */
export type Realm = Window & typeof globalThis;

const openRoute = 'POST /otp/v1/intents';
const proofRoute = 'POST /otp/v1/intents/intent-1/proof';
const commitRoute = 'POST /otp/v1/intents/intent-1/commit';
const opened: Partial<Intent> = {
  operation: 'register-user',
  steps: ['prove', 'register'],
  mode: separate,
  holder: user,
};

/** A bank that registers a token for a user who has none. */
export function bank(): PretendBank {
  return new PretendBank()
    .begin(session())
    .on(memberRoute, () =>
      json(registrationOf({ ...userRow(1), holder: user, actions: ['register'] })),
    )
    .on(openRoute, () => json(intent(opened)))
    .on('GET /otp/v1/intents/intent-1', () => json(intent(opened)))
    .on('DELETE /otp/v1/intents/intent-1', () => noContent())
    .on(proofRoute, () => json(intent({ ...opened, state: 'proved', steps: ['register'] })))
    .on(commitRoute, () =>
      json(receipt({ operation: 'register-user', mode: separate, holder: user })),
    );
}

/** What the person of these tests means, and all that a server may ever hear of it. */
export const meant: readonly string[] = [
  'GET /otp/v1/session',
  memberRoute,
  `${openRoute} {"operation":"register-user","customerId":"USER02"}`,
  `${proofRoute} {"code":"123456"}`,
  `${commitRoute} {"tokenId":"ABCD-9001","code":"654321"}`,
  'GET /otp/v1/intents/intent-1',
  'DELETE /otp/v1/intents/intent-1',
];

/** One request as the browser would have sent it. */
export interface Sent {
  /** Method, path and body, as in `meant`. */
  what: string;
  /** Everything that says to whom, with what, and how it goes. */
  how: string;
}

/** How every request has to go. */
export const properly = 'same-origin same-origin no-store error';

export interface SickPage {
  realm: Realm;
  sent: readonly Sent[];
  /** Uncaught errors and rejections of the page. */
  faults: readonly string[];
  /** What its policy complained of. */
  violations: readonly string[];
  /** Loads a module of the project into the page. */
  load(path: string): Promise<void>;
  /** The same one also after it was taken out. */
  element(tag: string): HTMLElement;
  /** All that a person reads in the element; empty where it has shown nothing. */
  text(tag: string): string;
  close(): void;
}

export interface PageOptions {
  /** What stands in its body. */
  content?: string;
  /** Of a `meta`, from before its first script. */
  policy?: string;
  server?: PretendBank;
  lang?: string;
}

/** What a portal may write into the tag: shown as long as nothing is defined. */
export const ownWords = 'お取引店へお問い合わせください。';
export const tag = 'otp-token-register';
const element = `<${tag} customer-id="USER02">${ownWords}</${tag}>`;

/** An empty page with the elements' tags in it; nothing is defined before `load`. */
export async function openPage(options: PageOptions = {}): Promise<SickPage> {
  const { content = element, policy, server = bank(), lang = 'ja' } = options;
  const frame = document.createElement('iframe');
  const meta =
    policy === undefined ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  frame.srcdoc = `<!doctype html><html lang="${lang}">${meta}<body>${content}</body></html>`;
  frame.style.cssText = 'inline-size: 800px; block-size: 900px';
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.body.append(frame);
  await loaded;
  const realm = frame.contentWindow as Realm;
  const page = realm.document;
  const sent: Sent[] = [];
  const faults: string[] = [];
  const violations: string[] = [];
  realm.fetch = wireOf(realm, server, sent);
  realm.addEventListener('error', ({ message }) => faults.push(message));
  realm.addEventListener('unhandledrejection', (event) => {
    faults.push(String(event.reason));
    event.preventDefault();
  });
  page.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
    violations.push(effectiveDirective),
  );
  const known = new Map<string, HTMLElement>();
  const found = (name: string) => {
    const one =
      known.get(name) ?? (Document.prototype.querySelector.call(page, name) as HTMLElement);
    known.set(name, one);
    return one;
  };
  return {
    ...{ realm, sent, faults, violations },
    load: (path) => loadModule(page, path),
    element: found,
    text: (tag) =>
      (found(tag).shadowRoot ?? found(tag)).textContent.replaceAll(/\s+/gu, ' ').trim(),
    close: () => {
      frame.remove();
    },
  };
}

/** A script element of the test's own page, which no sickness and no policy of the other reaches. */
async function loadModule(page: Document, path: string): Promise<void> {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = new URL(path, location.origin).href;
  await new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    Document.prototype.querySelector.call(page, 'head')?.append(script);
  });
}

/**
 * The page's fetch: reads its arguments as the browser does, through prototypes, and answers with
 * objects of the page.
 */
function wireOf(realm: Realm, server: PretendBank, sent: Sent[]): typeof fetch {
  const { Request, Response } = realm;
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname, origin } = new URL(request.url);
    const body = await request.text();
    const elsewhere = origin === location.origin ? '' : origin;
    const what = `${request.method} ${elsewhere}${pathname} ${body}`.trim();
    const { mode, credentials, cache, redirect } = request;
    sent.push({ what, how: [mode, credentials, cache, redirect].join(' ') });
    const answer = await server.fetch(request.url, {
      method: request.method,
      headers: [...request.headers],
      body: body === '' ? null : body,
    });
    const headers = [...answer.headers] as [string, string][];
    return new Response(answer.status === 204 ? null : await answer.text(), {
      status: answer.status,
      headers,
    });
  };
}
