// What a portal's page brings along: a Lit of its own, other files than ours, and an element made of it.
// Its paths are those of the published files, so that no tool takes them for the copy that we use.

const modules = '/node_modules/';

interface Reactive {
  ReactiveElement: typeof HTMLElement;
}
interface Templates {
  html: (strings: TemplateStringsArray, ...values: unknown[]) => unknown;
  render: (value: unknown, container: Node) => void;
}

const { ReactiveElement } = (await import(
  `${modules}@lit/reactive-element/reactive-element.js`
)) as Reactive;
const { html, render } = (await import(`${modules}lit-html/lit-html.js`)) as Templates;

class PortalGreeting extends ReactiveElement {
  update(): void {
    if (this.shadowRoot) render(html`<b>${'portal'}</b>`, this.shadowRoot);
  }
}
customElements.define('portal-greeting', PortalGreeting);
