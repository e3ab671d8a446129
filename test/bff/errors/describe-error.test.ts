import { expect, test } from 'vitest';
import { describeError } from '../../../bff/errors/describe-error.ts';

test('what was quoted, counted or hashed is masked', () => {
  const cases = [
    ['Failed query: insert into t values (?)\nparams: C1,135790', 'params: …'],
    [`invalid input: "135790" or '１３５７９０'`, 'invalid input: "…" or "…"'],
    ['code 135790 and １３５７９０', 'code … and …'],
    ['cookie QzAwMDE.c2VjcmV0c2VjcmV0c2VjcmV0', 'cookie QzAwMDE.…'],
  ] as const;
  for (const [message, masked] of cases)
    expect(describeError(new Error(message)).message.endsWith(masked)).toBe(true);
});

test('causes are told to a depth, with code and place', () => {
  const cause = Object.assign(new TypeError('disk'), { code: 'SQLITE_FULL' });
  const described = describeError(new Error('outer', { cause }));
  expect(described.cause).toMatchObject({ name: 'TypeError', code: 'SQLITE_FULL' });
  expect(described.frames[0]).toMatch(/describe-error\.test/);
});

test('an error that causes itself comes to an end', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(describeError(error)).match(/round/g)).toHaveLength(5);
});

test('what is no error is told by its kind alone', () => {
  expect(describeError('135790')).toEqual({ name: 'string', message: '', frames: [] });
});
