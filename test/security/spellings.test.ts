// A code has one form. However it is spelled, it is that form or it is malformed, and no two
// spellings are ever two codes (A5, P7).
import { expect, test } from 'vitest';
import { openCounter } from '../support/counter.ts';
import { setUp } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

/** Digits written in another script or width, from its zero on. */
const digitsFrom = (zero: number) => (code: string) =>
  code.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const spelled =
  (before: string, after = '') =>
  (code: string) =>
    `${before}${code}${after}`;
const split = (by: string) => (code: string) => `${code.slice(0, 3)}${by}${code.slice(3)}`;

/** Forms that Unicode itself calls compatible (NFKC): the same code. */
const same: Record<string, (code: string) => string> = {
  'as it is': (code) => code,
  'full width': digitsFrom(0xff10),
  'half of it full width': (code) => digitsFrom(0xff10)(code.slice(0, 3)) + code.slice(3),
  'mathematical bold': digitsFrom(0x1d7ce),
  'double struck': digitsFrom(0x1d7d8),
  'sans serif': digitsFrom(0x1d7e2),
  'sans serif bold': digitsFrom(0x1d7ec),
  monospace: digitsFrom(0x1d7f6),
  superscript: (code) => code.replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit),
  subscript: digitsFrom(0x2080),
  segmented: digitsFrom(0x1fbf0),
};

const spaces = {
  space: ' ',
  tab: '\t',
  newline: '\n',
  'carriage return': '\r',
  'no-break space': '\u00a0',
  'narrow no-break space': '\u202f',
  'ideographic space': '\u3000',
  'zero width space': '\u200b',
  'zero width joiner': '\u200d',
  'byte order mark': '\ufeff',
  'word joiner': '\u2060',
  'soft hyphen': '\u00ad',
  nul: '\0',
  hyphen: '-',
  minus: '\u2212',
  'long vowel mark': '\u30fc',
  'right-to-left mark': '\u200f',
};

/** Everything else is malformed: the field folds what a person may paste, the server doesn't guess. */
const malformed: Record<string, (code: string) => string> = {
  ...Object.fromEntries(
    Object.entries(spaces).flatMap(([name, sign]) => [
      [`${name} before`, spelled(sign)],
      [`${name} after`, spelled('', sign)],
      [`${name} between`, split(sign)],
    ]),
  ),
  'Arabic-Indic': digitsFrom(0x660),
  Persian: digitsFrom(0x6f0),
  Devanagari: digitsFrom(0x966),
  Thai: digitsFrom(0xe50),
  Chinese: (code) =>
    code.replaceAll(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? digit),
  plus: spelled('+'),
  decimal: spelled('', '.0'),
  'exponent after': spelled('', 'e0'),
  hexadecimal: (code) => `0x${code}`,
  'combining mark': spelled('', '\u0301'),
  'enclosing keycap': spelled('', '\u20e3'),
  'a digit more': spelled('0'),
  'a digit less': (code) => code.slice(1),
  twice: (code) => code + code,
  empty: () => '',
  'a quote': spelled("'"),
};

test('A5 compatible spellings are one code, spent once', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  for (const [name, spell] of Object.entries(same)) {
    const code = inUse.code();
    expect((await ask(spell(code))).status, name).toBe(200);
    for (const again of Object.values(same)) {
      expect((await ask(again(code))).code, name).toBe('otp-used');
    }
    counter.clock.advance(30_000);
  }
});

test('A5 every other spelling is malformed and costs nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  const code = inUse.code();
  expect(Object.keys({ ...same, ...malformed }).length).toBeGreaterThanOrEqual(60);
  for (const [name, spell] of Object.entries(malformed)) {
    const { status } = await ask(spell(code));
    expect(status, name).toBe(400);
  }
  expect((await ask(code)).status).toBe(200);
});

test('A6 the zeros that lead a code count', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  const ahead = inUse.codes(400).findIndex((code) => code.startsWith('0'));
  counter.clock.advance(ahead * 30_000);
  const code = inUse.code();
  expect(code).toMatch(/^0\d{5}$/);
  expect((await ask(code.slice(1))).code).toBe('otp-format');
  expect((await ask(String(Number(code)))).code).toBe('otp-format');
  expect((await ask(code)).status).toBe(200);
});
