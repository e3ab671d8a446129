import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { OtpClient } from '../client/otp-client.ts';
import { SessionController } from '../client/session-controller.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { joined } from '../locale/joined.ts';
import { listTexts } from '../locale/list-texts.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import { OtpElement } from '../parts/otp-element.ts';
import { menuItemStyles } from './otp-menu-item.styles.ts';

/**
 * @tagname otp-menu-item
 * @summary The way in, for the portal's menus: a link for the master, and for nobody else.
 *
 * In the sub menu (`variant="sub"`) the item does not exist for a person without permission. In the
 * service menu (`variant="service"`) it stands there with ※利用権限がありません and can't be chosen.
 * The link appears only once the server has said that the person may: it never flashes.
 *
 * @csspart item - The link, or the label that can't be chosen.
 * @csspart note - ※利用権限がありません, in the service menu.
 * @cssprop [--otp-accent-color] - Colour of the link.
 * @cssprop [--otp-muted-color] - Colour of the label that can't be chosen.
 */
export class OtpMenuItem extends OtpElement {
  static override styles = menuItemStyles;

  /** Where the item leads: the portal's page with `<otp-manager>`. */
  @property() href = '';

  /** サブメニュー or ご利用メニュー. */
  @property({ reflect: true }) variant: 'sub' | 'service' = 'sub';

  /** A portal's own client; without it the provider's. */
  @property({ attribute: false }) client: OtpClient | undefined;

  readonly #session = new SessionController(this);
  readonly #locale = new LocaleController(this, joined(commonTexts, listTexts));

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this.#session;
    if (session?.permitted === true) return this.#link();
    return this.variant === 'service' ? this.#label(session !== undefined) : nothing;
  }

  #link(): TemplateResult {
    const { lang, messages } = this.#locale;
    return html`<a part="item" href=${this.href} lang=${lang}>${messages.menuItem}</a>`;
  }

  #label(isKnown: boolean): TemplateResult {
    const { lang, messages } = this.#locale;
    const note = html`<small part="note">${messages.notPermitted}</small>`;
    return html`<span part="item" role="link" aria-disabled="true" lang=${lang}
      >${messages.menuItem}${isKnown ? note : nothing}</span
    >`;
  }
}
