import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../bff/errors/refusal.ts';
import { primaryCode, StorageError, withoutValues } from '../../../bff/store/storage-error.ts';

const canary = 'CANARY-7781';

function driverError(code: string, message = 'said the driver'): Error {
  return Object.assign(new Error(message), { code, detail: `Key (token_id)=(${canary})` });
}

function everythingIn(error: unknown): string {
  const seen: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    seen.push(each.message, each.stack ?? '', JSON.stringify(each));
  }
  return seen.join('\n');
}

describe('withoutValues', () => {
  test('drops what Drizzle and the driver say of parameters', () => {
    const thrown = new DrizzleQueryError('insert …', [canary], driverError('23505'));
    expect(everythingIn(thrown)).toContain(canary);
    const error = withoutValues(thrown);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ code: '23505', rule: 'unique' });
    expect(everythingIn(error)).not.toContain(canary);
  });

  test('drops the message that quotes a value', () => {
    const error = withoutValues(driverError('22P02', `invalid input syntax: "${canary}"`));
    expect(everythingIn(error)).not.toContain(canary);
  });

  test.each([
    ['SQLITE_FULL', 'storage-full'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['53100', 'storage-full'],
    ['55P03', 'busy'],
    ['57014', 'busy'],
    ['40001', 'busy'],
  ])('makes %s the refusal %s', (code, refusal) => {
    expect(withoutValues(driverError(code))).toMatchObject({ name: 'Refusal', code: refusal });
  });

  test('leaves refusals and other errors as they are', () => {
    const refusal = new Refusal('otp-rejected');
    const bug = new TypeError('not ours');
    const pipe = driverError('EPIPE');
    expect([refusal, bug, pipe].map(withoutValues)).toEqual([refusal, bug, pipe]);
  });
});

test('a primary code is the first two words', () => {
  expect(primaryCode('SQLITE_IOERR_FSYNC')).toBe('SQLITE_IOERR');
});
