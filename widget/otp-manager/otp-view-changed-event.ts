/** What the counter shows: S-10, S-20 and on, or S-60 and on. */
export const counterViews = ['list', 'usage-mode', 'member'] as const;
export type CounterView = (typeof counterViews)[number];

/** The counter shows another view, because a person went there. */
export class OtpViewChangedEvent extends Event {
  readonly view: CounterView;

  constructor(view: CounterView) {
    super('otp-view-changed', { bubbles: true, composed: true });
    this.view = view;
  }
}

declare global {
  interface HTMLElementEventMap {
    'otp-view-changed': OtpViewChangedEvent;
  }
}
