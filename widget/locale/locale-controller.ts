import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { SessionSettings } from '../../bff/contract/session.ts';
import type { Lang } from './lang.ts';
import { wordingOf, type Catalogues } from './messages.ts';

/**
 * The texts of an element in the language of its nearest `lang`, across shadow roots, with the
 * bank's own words in them. Follows changes of `lang` while the element is connected.
 *
 * `settings` is asked at every render, so that texts follow a session that comes later.
 */
export class LocaleController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #catalogues: Catalogues<T>;
  readonly #settings: () => SessionSettings | undefined;
  readonly #observer = new MutationObserver(() => {
    this.#read();
  });
  #lang: Lang = 'ja';
  /** The bank's words outlive the session: they are nobody's secret, and a receipt is still read. */
  #known: SessionSettings | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    catalogues: Catalogues<T>,
    settings: () => SessionSettings | undefined = () => undefined,
  ) {
    this.#host = host;
    this.#catalogues = catalogues;
    this.#settings = settings;
    host.addController(this);
  }

  /** Of the texts, for the `lang` of what is rendered: we may not speak the page's. */
  get lang(): Lang {
    return this.#lang;
  }

  get messages(): T {
    this.#known = this.#settings() ?? this.#known;
    return this.#catalogues[this.#lang](wordingOf(this.#lang, this.#known));
  }

  hostConnected(): void {
    for (const root of rootsAround(this.#host)) {
      this.#observer.observe(root, { attributeFilter: ['lang'], subtree: true });
    }
    this.#read();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #read(): void {
    const lang = langAt(this.#host);
    if (lang === this.#lang) return;
    this.#lang = lang;
    this.#host.requestUpdate();
  }
}

/** The language to speak at `element`: English where the nearest `lang` is English, else Japanese. */
export function langAt(element: Element): Lang {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const lang = at.closest('[lang]')?.getAttribute('lang');
    if (lang) return /^en\b/i.test(lang) ? 'en' : 'ja';
  }
  return 'ja';
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

/** Every tree whose elements can carry the nearest `lang`: the element's own and those around it. */
function rootsAround(element: Element): Node[] {
  const host = hostOf(element);
  return [element.getRootNode(), ...(host ? rootsAround(host) : [])];
}
