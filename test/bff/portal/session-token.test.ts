import { describe, expect, test } from 'vitest';
import { createSessionToken, readSessionToken } from '../../../bff/portal/session-token.ts';

describe('a session token', () => {
  test('leads back to its corporation, whatever its id', () => {
    for (const id of ['C0001', 'a', '~!*', 'c'.repeat(64)])
      expect(readSessionToken(createSessionToken(id))?.corporationId).toBe(id);
  });

  test('is never the same twice, nor is its hash', () => {
    const tokens = Array.from({ length: 1_000 }, () => createSessionToken('C0001'));
    const hashes = tokens.map((token) => readSessionToken(token)?.sessionHash);
    expect(new Set(tokens).size).toBe(1_000);
    expect(new Set(hashes).size).toBe(1_000);
  });

  test('P23: has 256 random bits and fits into a cookie', () => {
    const [, secret = ''] = createSessionToken('C0001').split('.');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(createSessionToken('C0001')).toMatch(/^[\w.-]+$/);
  });

  test('of another form is nobody’s', () => {
    const good = createSessionToken('C0001');
    const forms = ['', '.', good.slice(0, -1), `${good}A`, `${good}=`, `x${good}.`, `.${good}`];
    for (const form of [...forms, `${'A'.repeat(129)}.${good.split('.')[1]}`])
      expect(readSessionToken(form)).toBeUndefined();
  });
});
