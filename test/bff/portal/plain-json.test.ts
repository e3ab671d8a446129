import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlainJson } from '../../../bff/portal/plain-json.ts';

describe('plain JSON', () => {
  test('is read as everybody reads it, however it is written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const meant: unknown = JSON.parse(text);
        fc.pre(text.isWellFormed() && !text.includes('__proto__') && !/\\ud[89a-f]/i.test(text));
        expect(parsePlainJson(text)).toEqual(meant);
      }),
    );
  });

  test('with any of its names written twice is refused', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), {
      minKeys: 1,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(object, fc.jsonValue(), (value, second) => {
        const [name = ''] = Object.keys(value);
        const again = `${JSON.stringify(name)}:${JSON.stringify(second)},`;
        const text = JSON.stringify(value).replace('{', () => `{${again}`);
        expect(() => parsePlainJson(text)).toThrow(SyntaxError);
      }),
    );
  });

  test('that is faulty is not quoted in the fault', () => {
    expect(() => parsePlainJson('{"code":"135790"')).toThrow(/^not JSON$/);
  });
});
