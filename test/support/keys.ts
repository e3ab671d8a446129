// Key rings of a test, and counters that look at one database with different ones.
import { randomBytes } from 'node:crypto';
import { createApp } from '../../bff/app.ts';
import { createServerApp } from '../../bff/server-app.ts';
import type { Log } from '../../bff/events.ts';
import { KeyRing, type RingKey } from '../../bff/vault/key-ring.ts';
import { SecretBox } from '../../bff/vault/secret-box.ts';
import type { TestCounter } from './counter.ts';

/** `count` fresh keys, versions from 1. */
export function ringKeys(count: number): RingKey[] {
  return Array.from({ length: count }, (_, at) => ({ version: at + 1, key: randomBytes(32) }));
}

/** The same counter, started anew with other keys. */
export function withKeys(
  counter: TestCounter,
  keys: readonly RingKey[],
  {
    fingerprintKey = counter.context.config.fingerprintKey,
    log = counter.context.log,
  }: KeyOptions = {},
): TestCounter {
  const { environment } = counter.context.config;
  const vault = new SecretBox(new KeyRing(environment, keys, fingerprintKey));
  const context = { ...counter.context, vault, log };
  return {
    ...counter,
    context,
    app: createApp(context),
    serverApp: createServerApp(context),
  };
}

interface KeyOptions {
  fingerprintKey?: Uint8Array;
  log?: Log;
}
