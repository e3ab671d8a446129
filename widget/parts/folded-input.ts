import { html, nothing, type TemplateResult } from 'lit';

/** A labelled line for typing whose text is folded to half-width, once and visibly. */
export interface FoldedInput {
  /** Unique in its shadow root; label, hint and error are tied to it. */
  id: string;
  label: string;
  hint: string;
  /** Why what stands in it is refused. */
  error?: string | undefined;
  readOnly?: boolean | undefined;
}

interface FoldedInputKind {
  inputMode: 'numeric' | 'text';
  autocomplete: 'one-time-code' | 'off';
  fold: (typed: string) => string;
}

/** Longest text taken while typing; pasted spaces and hyphens are part of it until they are folded. */
const longest = 64;
/** What `keyCode` tells of a key that an input method swallowed (UI Events, section 8.3.3). */
const swallowed = 229;

/** The `input` has no `name`: not even a broken page could carry it into a URL (A91). */
export function foldedInput(field: FoldedInput, kind: FoldedInputKind): TemplateResult {
  const { id, label, hint, error } = field;
  return html`<div class="field" part="field">
    <label for=${id}>${label}</label>
    <p class="muted" id="${id}-hint">${hint}</p>
    <input
      id=${id}
      class="digits"
      part="input"
      type="text"
      inputmode=${kind.inputMode}
      autocomplete=${kind.autocomplete}
      autocapitalize="characters"
      spellcheck="false"
      maxlength=${longest}
      aria-required="true"
      aria-describedby="${id}-error ${id}-hint"
      aria-invalid=${error === undefined ? nothing : 'true'}
      ?readonly=${field.readOnly}
      @input=${folding(kind.fold)}
      @compositionend=${folding(kind.fold)}
      @keydown=${keepComposing}
    />
    <p class="error" part="error" id="${id}-error">${error}</p>
  </div>`;
}

/** Folds what was typed or pasted; text that an input method still composes is left alone (A86). */
function folding(fold: (typed: string) => string): (event: Event) => void {
  return (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if (event instanceof InputEvent && event.isComposing) return;
    const folded = fold(input.value);
    if (folded === input.value) return;
    const caret = fold(input.value.slice(0, input.selectionStart ?? undefined)).length;
    input.value = folded;
    input.setSelectionRange(caret, caret);
  };
}

/** Enter that ends a composition is no Enter for the form (A85); Safari tells it by `keyCode` only. */
function keepComposing(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.keyCode !== swallowed) return;
  if (event.isComposing || event.keyCode === swallowed) event.preventDefault();
}
