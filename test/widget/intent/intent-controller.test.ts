import { expect, fixture, html as page } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';

import type { OtpClient } from '../../../widget/client/otp-client.ts';
import { IntentController } from '../../../widget/intent/intent-controller.ts';
import { bank, openRoute } from '../support/usage-mode.ts';
import type { PretendBank } from '../support/pretend-bank.ts';

class StartScreen extends LitElement {
  readonly server: PretendBank = bank();
  readonly client: OtpClient = this.server.client;
  readonly intent = new IntentController(this, {
    client: () => this.client,
    changeEvent: () => new Event('change', { cancelable: true }),
    changed: () => undefined,
    restart: () => undefined,
  });

  protected override render(): TemplateResult {
    return html`<h2 tabindex="-1">${this.intent.flow.screen}</h2>`;
  }
}
customElements.define('start-screen', StartScreen);

const input = { operation: 'change-usage-mode', to: 'shared', previewed: 7 } as const;

async function startScreen(): Promise<StartScreen> {
  return fixture<StartScreen>(page`<start-screen></start-screen>`);
}

describe('IntentController', () => {
  it('shows at once that a press is being answered', async () => {
    const { intent, server } = await startScreen();
    const opened = intent.open(input);
    expect(intent.flow.screen).to.equal('opening');
    await opened;

    expect(intent.flow.screen).to.equal('proving');
    expect(server.count(openRoute)).to.equal(1);
  });

  it('opens one change for two presses (A85)', async () => {
    const { intent, server } = await startScreen();
    await Promise.all([intent.open(input), intent.open(input)]);

    expect(server.count(openRoute)).to.equal(1);
  });

  it('shows nothing of a press taken back meanwhile', async () => {
    const { intent } = await startScreen();
    const opened = intent.open(input);
    intent.cancel();
    await opened;

    expect(intent.flow).to.deep.equal({ screen: 'idle' });
  });

  it('shows nothing of a press once its element has left the page', async () => {
    const element = await startScreen();
    const { intent } = element;
    const opened = intent.open(input);
    element.remove();
    expect(intent.flow.screen).to.equal('idle');
    await opened;

    expect(intent.flow.screen).to.equal('idle');
  });

  it('keeps a refusal of the start screen until the next press', async () => {
    const { intent } = await startScreen();
    intent.refuse({ code: 'mode-missing' });
    expect(intent.flow).to.have.nested.property('refusal.code', 'mode-missing');
    await intent.open(input);

    expect(intent.flow).not.to.have.property('refusal');
  });

  it('leaves the focus alone on the start screen', async () => {
    const element = await startScreen();
    element.intent.cancel();
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement).to.equal(null);

    await element.intent.open(input);
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.localName).to.equal('h2');
  });
});
