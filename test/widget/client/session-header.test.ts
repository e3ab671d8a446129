// The session that a page belongs to goes with every call, and nothing but the portal changes it.

import { expect } from '@open-wc/testing';

import { json, PretendBank, problem } from '../support/pretend-bank.ts';
import { session } from '../support/sample.ts';

const sessionRoute = 'GET /otp/v1/session';
const first = session({ id: 'session-of-the-first-1' });
const second = session({ id: 'session-of-the-second1' });

/** What was sent as `X-Otp-Session`, call by call. */
function ids(bank: PretendBank): (string | null)[] {
  return bank.asked.map(({ headers }) => headers.get('X-Otp-Session'));
}

async function codeOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

describe('the session of HttpOtpClient', () => {
  it('goes with every call once it is known', async () => {
    const bank = new PretendBank().begin(first);
    const { client } = bank;
    const options = { idempotencyKey: 'press-1' };
    await client.session();
    const calls = [
      client.session(),
      client.members({}),
      client.member('USER01'),
      client.sharedToken(),
      client.usageMode(),
      client.previewUsageMode('shared'),
      client.openIntent({ operation: 'replace-token' }, options),
      client.proveIntent('intent-1', { code: '123456' }),
      client.commitIntent('intent-1', {}),
      client.intent('intent-1'),
      client.cancelIntent('intent-1'),
      client.endSession(),
    ];
    await Promise.allSettled(calls);

    expect(ids(bank)).to.deep.equal([null, ...calls.map(() => first.id)]);
  });

  it('is refused by the service once the cookie is of another', async () => {
    const bank = new PretendBank().begin(first);
    await bank.client.session();
    bank.begin(second);

    expect(await codeOf(bank.client.session())).to.equal('session-ended');
    expect(await codeOf(bank.client.members({}))).to.equal('session-ended');
  });

  it('does not change under a page, whatever the service tells', async () => {
    const bank = new PretendBank().on(sessionRoute, () => json(first));
    await bank.client.session();
    bank.on(sessionRoute, () => json(second));

    expect(await codeOf(bank.client.session())).to.equal('session-ended');
    expect(await codeOf(bank.client.session())).to.equal('session-ended');
    expect(ids(bank)).to.deep.equal([null, first.id, first.id]);
  });

  it('changes where the portal has vouched anew', async () => {
    const bank = new PretendBank().begin(first);
    await bank.client.session();
    bank.begin(second);

    expect(await bank.client.session({ anew: true })).to.deep.equal(second);
    await bank.client.session();
    expect(ids(bank)).to.deep.equal([null, null, second.id]);
  });

  it('stays where the new question was not answered', async () => {
    const bank = new PretendBank().begin(first);
    await bank.client.session();
    bank.on(sessionRoute, () => problem('busy'));
    await codeOf(bank.client.session({ anew: true }));
    await codeOf(bank.client.usageMode());

    expect(ids(bank)).to.deep.equal([null, null, first.id]);
  });
});
