import { describe, expect, test } from 'vitest';
import { createApp } from '../../../bff/app.ts';
import { second } from '../../../bff/durations.ts';
import { usedAssertion } from '../../../bff/store/schema/index.ts';
import { openCounter } from '../../support/counter.ts';

describe('the health of the service', () => {
  test('is told to anybody, without a body', async () => {
    await using counter = await openCounter();
    for (const path of ['/livez', '/readyz']) {
      const response = await counter.app.request(path);
      expect(response.status).toBe(204);
      expect(await response.text()).toBe('');
      expect(response.headers.get('Cache-Control')).toBe('no-store');
    }
  });

  test('is proved by a write, at most every five seconds', async () => {
    await using counter = await openCounter();
    const { clock, context } = counter;
    const written = () => context.database.read((tx) => tx.select().from(usedAssertion));
    const begun = clock.now();
    for (let i = 0; i < 10; i += 1) await counter.app.request('/readyz');
    clock.advance(4 * second);
    await counter.app.request('/readyz');
    expect((await written()).map(({ expiresAt }) => expiresAt)).toEqual([begun]);
    clock.advance(1 * second);
    await counter.app.request('/readyz');
    expect((await written()).map(({ expiresAt }) => expiresAt)).toEqual([begun + 5 * second]);
  });

  test('without its database it lives but is not ready', async () => {
    await using counter = await openCounter();
    await counter.context.database.close();
    const response = await counter.app.request('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'busy' });
    expect((await counter.app.request('/livez')).status).toBe(204);
  });

  test('once it is stopping it is not ready any more', async () => {
    await using counter = await openCounter();
    const stopping = new AbortController();
    const app = createApp(counter.context, { stopping: stopping.signal });
    expect((await app.request('/readyz')).status).toBe(204);
    stopping.abort();
    expect((await app.request('/readyz')).status).toBe(503);
    expect((await app.request('/livez')).status).toBe(204);
  });
});
