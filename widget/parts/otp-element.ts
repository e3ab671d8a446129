// OtpElement: what every element does on a page that is itself broken.
//
// Owns the look at the page before anything is asked, and the message where an element can't be
// rendered. Refuses to own the wire, which is safe by itself (see client/http-otp-client.ts).

import { LitElement, type PropertyDeclaration } from 'lit';

import { brokenPage } from '../locale/broken-page.ts';

/**
 * What Lit reads from the options of a property, through their prototype. A page that has put one of
 * them on `Object.prototype` changes which attributes are read: `shared` or a customer id is lost.
 */
const propertyOptions = [
  'attribute',
  'converter',
  'hasChanged',
  'noAccessor',
  'reflect',
  'state',
  'type',
  'useDefault',
] as const satisfies (keyof PropertyDeclaration | 'state')[];

/**
 * An element that says so where the page has broken it, and then asks and sends nothing: the page's
 * fault is seen by whoever stands before it, and reported as the error that it is.
 */
export abstract class OtpElement extends LitElement {
  /**
   * Attributes that say what is asked, and the properties that take them. Where the page wrote one
   * and Lit did not take it, another member's things would be asked for.
   */
  protected static readonly mustKnow: Readonly<Record<string, string>> = {};

  #isBroken = false;

  override connectedCallback(): void {
    this.#isBroken ||= takesForeignOptions() || this.#misses();
    if (this.#isBroken) this.#tell();
    else {
      this.#guard(() => {
        super.connectedCallback();
      });
    }
  }

  protected override performUpdate(): void {
    if (this.#isBroken) return;
    this.#guard(() => {
      super.performUpdate();
    });
  }

  /** At the start alone: later a property may be ahead of the attribute that it is reflected to. */
  #misses(): boolean {
    if (this.hasUpdated) return false;
    const { mustKnow } = this.constructor as typeof OtpElement;
    for (const attribute in mustKnow) {
      const taken: unknown = Reflect.get(this, mustKnow[attribute] ?? '');
      if (this.hasAttribute(attribute) && (taken === undefined || taken === false)) return true;
    }
    return false;
  }

  /** @throws {unknown} What `act` has thrown, once the message stands there. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#isBroken = true;
      this.#tell();
      this.#giveUp();
      throw error;
    }
  }

  /** Without Lit, and without the document, whose methods a form of the page may hide. */
  #tell(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.textContent = brokenPage;
  }

  /** Requests and timers end, as if the element had left the page. */
  #giveUp(): void {
    try {
      this.disconnectedCallback();
    } catch {
      // The error that is thrown on is the first one.
    }
  }
}

/** A loop and `in`: no method of the page takes part in it. */
function takesForeignOptions(): boolean {
  for (const name of propertyOptions) if (name in {}) return true;
  return false;
}
