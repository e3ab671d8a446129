// The sample of docs/verifications.md, run as it stands there against the real service over a socket.
import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyCode } from '../../docs/samples/verify-code.ts';
import { minute } from '../../bff/durations.ts';
import { openListener } from '../../bff/listener.ts';
import { createServerApp } from '../../bff/server-app.ts';
import { auditEntry } from '../../bff/store/schema/index.ts';
import { openCounter, TestClock } from '../support/counter.ts';
import { everyPurpose } from '../support/portal-server.ts';
import { setUp } from '../support/procedures.ts';

/** Setting up takes as long on the clock of the counter. */
const setUpTime = 3 * minute;

test('the sample verifies a code, and asks again without a charge', async () => {
  // The sample takes the machine's time.
  const clock = new TestClock();
  clock.turn(Date.now() - setUpTime - clock.now());
  const client = everyPurpose();
  await using counter = await openCounter({ clients: [client] }, { clock });
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { context } = counter;
  const place = { host: '127.0.0.1', port: 0, variable: 'OTP_SERVER_PORT', log: context.log };
  clock.advance(Date.now() - clock.now());
  const { corporationId } = corporation;
  const listener = await openListener({ ...place, app: createServerApp(context) });
  const [key] = client.keys;
  if (key === undefined) throw new Error('no key');
  const signer = { url: `http://127.0.0.1:${listener.port}`, ...key };

  const asked = { corporationId, customerId: 'M1', purpose: 'transfer' };
  const attempt = randomUUID();
  const right = { ...asked, code: inUse.code(), approves: '振込 100,000円' };
  const verdict = await verifyCode(signer, attempt, right);
  expect(verdict).toMatchObject({ accepted: true });
  expect(await verifyCode(signer, attempt, right)).toEqual(verdict);
  expect(await verifyCode(signer, randomUUID(), right)).toMatchObject({
    accepted: false,
    code: 'otp-used',
  });
  await listener.close();

  const rows = await context.database.read((tx) => tx.select().from(auditEntry));
  const binding = createHash('sha256').update(right.approves).digest('base64url');
  expect(rows.filter(({ entry }) => entry.includes(binding))).toHaveLength(2);
});
