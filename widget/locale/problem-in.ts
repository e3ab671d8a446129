import type { Messages, ProblemTexts, Wording } from './messages.ts';

/** Finds the sentence of a refusal. A code that only a newer service knows reads as `internal`. */
export function problemIn(texts: ProblemTexts, wording: Wording): Messages['problem'] {
  return (code, facts = {}) => {
    const sentences = texts(wording, facts);
    const known: Partial<typeof sentences> = sentences;
    return known[code] ?? sentences.internal;
  };
}
