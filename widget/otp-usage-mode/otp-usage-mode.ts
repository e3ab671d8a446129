import { html, type nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { UsageModePreview } from '../../bff/contract/member.ts';
import type { Session } from '../../bff/contract/session.ts';
import type { ChosenMode } from '../../bff/contract/usage-mode.ts';
import { Loader } from '../client/loader.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { Question } from '../client/question.ts';
import { IntentController } from '../intent/intent-controller.ts';
import { intentView, startProblem } from '../intent/intent-view.ts';
import { loadView } from '../intent/load-view.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { intentTexts } from '../locale/intent-texts.ts';
import { joined } from '../locale/joined.ts';
import { usageModeTexts } from '../locale/usage-mode-texts.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import { dangerNotice } from '../parts/notice.ts';
import { OtpElement } from '../parts/otp-element.ts';
import { OtpUsageModeChangeEvent } from './otp-usage-mode-change-event.ts';
import { OtpUsageModeChangedEvent } from './otp-usage-mode-changed-event.ts';
import { usageModeStyles } from './otp-usage-mode.styles.ts';
import { usageModeView } from './usage-mode-view.ts';

const texts = joined(joined(commonTexts, intentTexts), usageModeTexts);

/**
 * @tagname otp-usage-mode
 * @summary Sets the usage mode of the corporation: first registration and change, S-20 to S-50.
 *
 * Nothing is saved before 確定. The server decides everything; below no `<otp-provider>` it is asked
 * at `/otp/v1`.
 *
 * @fires {OtpUsageModeChangeEvent} otp-usage-mode-change - Before 確定 is sent; cancelable.
 * @fires {OtpUsageModeChangedEvent} otp-usage-mode-changed - The mode has changed; has the receipt.
 * @fires {OtpIntentCancelledEvent} otp-intent-cancelled - 戻る before 確定.
 * @fires {OtpIntentClosedEvent} otp-intent-closed - The last screen was left.
 * @fires {OtpMembersRequestedEvent} otp-members-requested - The way on to the member list.
 * @fires {OtpReauthenticationRequiredEvent} otp-reauthentication-required - The portal must ask the
 *   password again; then the change can be started again.
 * @csspart heading - Heading of a screen.
 * @csspart facts - List of facts.
 * @csspart choice - The two modes.
 * @csspart option - One mode with its radio.
 * @csspart preview - What the change will do.
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
export class OtpUsageMode extends OtpElement {
  static override styles = usageModeStyles;

  /** A portal's own client, instead of the provider's. */
  @property({ attribute: false }) client: OtpClient | undefined;

  @state() private _to: ChosenMode | undefined;

  readonly #session = new Loader<Session>(this, ({ client }, signal) => client.session({ signal }));
  readonly #preview = new Question<UsageModePreview>(this);
  readonly #locale = new LocaleController(this, texts, () => this.#session.value?.settings);
  readonly #intent = new IntentController(this, {
    client: () => this.#session.connection.client,
    changeEvent: ({ mode }) => new OtpUsageModeChangeEvent(mode.from, mode.to),
    changed: (receipt) => {
      this._to = undefined;
      this.dispatchEvent(new OtpUsageModeChangedEvent(receipt));
      void this.#session.connection.reconnect();
    },
    restart: () => {
      this.#handleRestart();
    },
  });

  readonly #handleChoose = (to: ChosenMode): void => {
    this._to = to;
    this.#intent.cancel();
    this.#askPreview();
  };

  readonly #handleNext = (): void => {
    const to = this._to;
    const present = this.#session.value?.mode;
    const preview = this.#preview.value;
    if (to === undefined) this.#intent.refuse({ code: 'mode-missing' });
    else if (to === present) this.#intent.refuse({ code: 'mode-unchanged' });
    else if (present === 'unset') void this.#intent.open({ operation: 'register-first', to });
    else if (preview) void this.#openAsShown(preview);
    // Nobody goes on before they could read what they change.
    else if (this.#preview.answer.state === 'failed') this.#askPreview();
  };

  readonly #handleRestart = (): void => {
    this._to = undefined;
    this.#preview.forget();
    this.#session.reload();
  };

  /**
   * Opens exactly what the preview told. If that is no longer true, nothing is opened: what is true now
   * is fetched and shown, under a notice that says so and has the focus.
   */
  async #openAsShown({ to, version }: UsageModePreview): Promise<void> {
    await this.#intent.open({ operation: 'change-usage-mode', to, previewed: version });
    const { flow } = this.#intent;
    if (flow.screen === 'idle' && flow.refusal?.code === 'preview-changed') this.#askPreview();
  }

  #askPreview(): void {
    const to = this._to;
    const present = this.#session.value?.mode;
    if (to === undefined || to === present || present === 'unset') this.#preview.forget();
    else {
      const { client } = this.#session.connection;
      void this.#preview.ask((signal) => client.previewUsageMode(to, { signal }));
    }
  }

  #start(session: Session): TemplateResult {
    const { flow } = this.#intent;
    const m = this.#locale.messages;
    if (!session.permitted) return html`${dangerNotice(m.notPermitted)}`;
    return usageModeView({
      m,
      present: session.mode,
      to: this._to,
      preview: this.#preview.answer,
      refusal: flow.screen === 'idle' ? flow.refusal?.code : undefined,
      problem: startProblem(flow, m),
      busy: flow.screen === 'opening',
      choose: this.#handleChoose,
      next: this.#handleNext,
    });
  }

  #status(): string {
    const m = this.#locale.messages;
    const { released, withoutToken } = this.#preview.value ?? {};
    return released && withoutToken
      ? m.released(released.count) + m.withoutToken(withoutToken.count)
      : '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const m = this.#locale.messages;
    return intentView({
      intent: this.#intent,
      locale: this.#locale,
      host: this,
      start: () => loadView(this.#session, m, (session) => this.#start(session)),
      startStatus: this.#status(),
      restart: this.#handleRestart,
    });
  }
}
