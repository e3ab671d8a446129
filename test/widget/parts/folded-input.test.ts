import { expect, fixture, html } from '@open-wc/testing';

import { codeField } from '../../../widget/parts/code-field.ts';
import { tokenIdField } from '../../../widget/parts/token-id-field.ts';

const texts = { id: 'field', label: 'ワンタイムパスワード', hint: '半角数字6桁' };

async function inputOf(template: unknown): Promise<HTMLInputElement> {
  const form = await fixture(html`<form>${template}</form>`);
  const input = form.querySelector('input');
  if (!input) throw new Error('No input');
  return input;
}

function typed(input: HTMLInputElement, value: string, isComposing = false): void {
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing }));
}

describe('a folded input', () => {
  it('is accessible with and without an error', async () => {
    await expect(await fixture(html`<div>${codeField(texts)}</div>`)).to.be.accessible();
    const refused = { ...texts, error: '正しくありません。' };
    await expect(await fixture(html`<div>${codeField(refused)}</div>`)).to.be.accessible();
  });

  it('tells browser and keyboard that it takes a code (A91)', async () => {
    const input = await inputOf(codeField(texts));

    expect(input.autocomplete).to.equal('one-time-code');
    expect(input.inputMode).to.equal('numeric');
    expect(input.type).to.equal('text');
    expect(input.name).to.equal('');
  });

  it('is described by its hint and its error', async () => {
    const input = await inputOf(codeField({ ...texts, error: '正しくありません。' }));
    const ids = input.getAttribute('aria-describedby')?.split(' ') ?? [];
    const described = ids.map((id) => input.form?.querySelector(`#${id}`)?.textContent);

    expect(described).to.deep.equal(['正しくありません。', '半角数字6桁']);
    expect(input.getAttribute('aria-invalid')).to.equal('true');
  });

  it('folds what is pasted with spaces and hyphens', async () => {
    const input = await inputOf(codeField(texts));
    typed(input, '１２３ 4－5-6');

    expect(input.value).to.equal('123456');
  });

  it('folds only after the composition has ended (A86)', async () => {
    const input = await inputOf(codeField(texts));
    typed(input, '１２３', true);
    expect(input.value).to.equal('１２３');
    input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));

    expect(input.value).to.equal('123');
  });

  it('leaves the caret where the person types', async () => {
    const input = await inputOf(codeField(texts));
    input.focus();
    input.value = '12 ３456';
    input.setSelectionRange(4, 4);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));

    expect(input.value).to.equal('123456');
    expect(input.selectionStart).to.equal(3);
  });

  it('leaves letters in a code to be refused visibly', async () => {
    const input = await inputOf(codeField(texts));
    typed(input, '12a4');

    expect(input.value).to.equal('12a4');
  });

  it('writes a token id in capitals of half width', async () => {
    const input = await inputOf(tokenIdField(texts));
    typed(input, 'ａｂｃ－12 3');

    expect(input.value).to.equal('ABC-123');
  });

  it('keeps Enter of a composition from the form (A85)', async () => {
    const input = await inputOf(codeField(texts));
    const enter = (init: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init });
      input.dispatchEvent(event);
      return event.defaultPrevented;
    };

    expect(enter({ isComposing: true })).to.equal(true);
    // Safari: the composition is over by then, and only the key code tells.
    expect(enter({ keyCode: 229 })).to.equal(true);
    expect(enter({})).to.equal(false);
  });
});
