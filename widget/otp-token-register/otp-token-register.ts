import type { nothing, PropertyValues, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { OpenIntent } from '../../bff/contract/intent.ts';
import type { MemberRegistration, RowAction } from '../../bff/contract/member.ts';
import type { SessionSettings } from '../../bff/contract/session.ts';
import type { Connection } from '../client/context.ts';
import { Loader } from '../client/loader.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { IntentController } from '../intent/intent-controller.ts';
import { intentView, startProblem } from '../intent/intent-view.ts';
import { loadView } from '../intent/load-view.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { intentTexts } from '../locale/intent-texts.ts';
import { joined } from '../locale/joined.ts';
import { registrationTexts } from '../locale/registration-texts.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import { OtpElement } from '../parts/otp-element.ts';
import { OtpRegistrationChangeEvent } from './otp-registration-change-event.ts';
import { OtpRegistrationChangedEvent } from './otp-registration-changed-event.ts';
import { tokenRegisterStyles } from './otp-token-register.styles.ts';
import { registrationView } from './registration-view.ts';

const texts = joined(joined(commonTexts, intentTexts), registrationTexts);

interface Loaded {
  registration: MemberRegistration;
  settings: SessionSettings;
}

/**
 * @tagname otp-token-register
 * @summary Shows one holder's registration and registers, replaces or deregisters its token, S-60
 *   and S-30 to S-50.
 *
 * Nothing is saved before 確定. The server decides everything; below no `<otp-provider>` it is asked
 * at `/otp/v1`. Another customer id given meanwhile ends a change that is not yet sent.
 *
 * @fires {OtpRegistrationChangeEvent} otp-registration-change - Before 確定 is sent; cancelable.
 * @fires {OtpRegistrationChangedEvent} otp-registration-changed - The registration has changed; has
 *   the receipt.
 * @fires {OtpIntentCancelledEvent} otp-intent-cancelled - 戻る before 確定.
 * @fires {OtpIntentClosedEvent} otp-intent-closed - The last screen was left.
 * @fires {OtpReauthenticationRequiredEvent} otp-reauthentication-required - The portal must ask the
 *   password again; then the change can be started again.
 * @csspart heading - Heading of a screen.
 * @csspart facts - List of facts.
 * @csspart status - The registration status.
 * @csspart history - What happened to the registration.
 * @csspart field - Label, hint, input and error of one field.
 * @csspart input - What is typed into.
 * @csspart error - Why a field is refused.
 * @csspart code - Code field, countdown and warning.
 * @csspart countdown - Seconds to the next code.
 * @csspart notice - A message.
 * @csspart actions - Buttons of a screen.
 * @csspart primary - The button that goes on.
 * @csspart secondary - The button that does not.
 */
export class OtpTokenRegister extends OtpElement {
  static override styles = tokenRegisterStyles;
  protected static override readonly mustKnow = { 'customer-id': 'customerId', shared: 'shared' };

  /** お客様ID of the member. */
  @property({ attribute: 'customer-id' }) customerId: string | undefined;

  /** The 共通トークン instead of a member. */
  @property({ type: Boolean, reflect: true }) shared = false;

  /** A portal's own client, instead of the provider's. */
  @property({ attribute: false }) client: OtpClient | undefined;

  readonly #loaded = new Loader<Loaded>(this, (connection, signal) =>
    this.#load(connection, signal),
  );
  readonly #locale = new LocaleController(this, texts, () => this.#loaded.value?.settings);
  readonly #intent = new IntentController(this, {
    client: () => this.#loaded.connection.client,
    changeEvent: ({ operation, holder }) => new OtpRegistrationChangeEvent(operation, holder),
    changed: (receipt) => {
      this.dispatchEvent(new OtpRegistrationChangedEvent(receipt));
      void this.#loaded.connection.reconnect();
    },
    restart: () => {
      this.#loaded.reload();
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated || !(changed.has('customerId') || changed.has('shared'))) return;
    this.#intent.cancel();
    this.#intent.leave();
    this.#loaded.reload();
  }

  readonly #handleStart = (action: RowAction): void => {
    const { customerId = '' } = this;
    const inputs: Record<RowAction, OpenIntent> = {
      register: { operation: 'register-user', customerId },
      replace: { operation: 'replace-token' },
      deregister: { operation: 'deregister-user', customerId },
    };
    void this.#intent.open(inputs[action]);
  };

  async #load({ client, session }: Connection, signal: AbortSignal): Promise<Loaded> {
    const { customerId = '', shared } = this;
    const [registration, { settings }] = await Promise.all([
      shared ? client.sharedToken({ signal }) : client.member(customerId, { signal }),
      session ?? client.session({ signal }),
    ]);
    return { registration, settings };
  }

  #start({ registration }: Loaded): TemplateResult {
    const { flow } = this.#intent;
    const m = this.#locale.messages;
    return registrationView({
      m,
      registration,
      problem: startProblem(flow, m),
      busy: flow.screen === 'opening',
      start: this.#handleStart,
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const m = this.#locale.messages;
    return intentView({
      intent: this.#intent,
      locale: this.#locale,
      host: this,
      start: () => loadView(this.#loaded, m, (loaded) => this.#start(loaded)),
      restart: this.#loaded.reload,
    });
  }
}
