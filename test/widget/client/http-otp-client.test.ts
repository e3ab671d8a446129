import { expect } from '@open-wc/testing';

import { problemStatus } from '../../../bff/contract/problem.ts';
import { HttpOtpClient } from '../../../widget/client/http-otp-client.ts';
import {
  OtpNetworkError,
  OtpProblemError,
  OtpUnknownOutcomeError,
} from '../../../widget/client/problems.ts';
import { version } from '../../../widget/client/version.ts';
import { intent, receipt } from '../support/change.ts';
import { json, PretendBank, problem } from '../support/pretend-bank.ts';
import { session } from '../support/sample.ts';

const sessionRoute = 'GET /otp/v1/session';
const openRoute = 'POST /otp/v1/intents';
const proofRoute = 'POST /otp/v1/intents/intent-1/proof';
const commitRoute = 'POST /otp/v1/intents/intent-1/commit';
const input = { tokenId: 'ABCD-9001', code: '123456' };

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was refused');
}

function bad(status: number): Response {
  return new Response('<h1>Bad gateway</h1>', { status });
}

describe('HttpOtpClient', () => {
  it('tells its version and asks for JSON, uncached, same origin', async () => {
    const inits: RequestInit[] = [];
    const client = new HttpOtpClient({
      fetch: (_, init) => {
        inits.push(init ?? {});
        return Promise.resolve(json(session()));
      },
    });

    expect(await client.session()).to.have.property('permitted', true);
    const [init = {}] = inits;
    expect(init).to.include({ method: 'GET', credentials: 'same-origin', cache: 'no-store' });
    expect(new Headers(init.headers).get('x-otp-client')).to.equal(version);
  });

  it('has the version of the package', async () => {
    const response = await fetch('/package.json');
    expect(await response.json()).to.have.property('version', version);
  });

  it('sends nothing that a polluted prototype holds (A81)', async () => {
    const inits: RequestInit[] = [];
    const client = new HttpOtpClient({
      fetch: (_, init) => {
        inits.push(init ?? {});
        return Promise.resolve(json(session()));
      },
    });
    const polluted = Object.prototype as { keepalive?: boolean };
    polluted.keepalive = true;
    try {
      await client.session();
    } finally {
      delete polluted.keepalive;
    }

    expect(Object.getPrototypeOf(inits[0])).to.equal(null);
    expect(inits[0]?.keepalive).to.equal(undefined);
  });

  it('opens with the idempotency key of the press', async () => {
    const bank = new PretendBank().on(openRoute, () => json(intent()));
    await bank.client.openIntent(
      { operation: 'change-usage-mode', to: 'shared', previewed: 7 },
      { idempotencyKey: 'press-1' },
    );

    expect(bank.asked[0]?.headers.get('idempotency-key')).to.equal('press-1');
    expect(bank.asked[0]?.body).to.equal(
      '{"operation":"change-usage-mode","to":"shared","previewed":7}',
    );
  });

  it('puts ids into the path without letting them leave it', async () => {
    const bank = new PretendBank();
    await rejection(bank.client.member('../session?x=#'));

    expect(bank.asked[0]?.path).to.equal('/otp/v1/members/..%2Fsession%3Fx%3D%23');
  });

  it('leaves out filters that are empty', async () => {
    const bank = new PretendBank();
    await rejection(bank.client.members({ customerId: 'A&B', name: '', page: 2 }));

    expect(bank.asked[0]?.query.toString()).to.equal('customerId=A%26B&page=2');
  });

  it('raises a problem with its facts and nothing else', async () => {
    const facts = { triesLeft: 2 };
    const bank = new PretendBank().on(commitRoute, () => problem('otp-rejected', facts));
    const error = await rejection(bank.client.commitIntent('intent-1', input));

    expect(error).to.be.instanceOf(OtpProblemError);
    expect(error).to.include({ code: 'otp-rejected', status: problemStatus['otp-rejected'] });
    expect(error).to.have.property('facts').that.includes(facts);
    expect(JSON.stringify(error) + String(error)).not.to.include(input.code);
  });

  it('measures a wait by the clock of the server', async () => {
    const server = Date.UTC(2031, 0, 1);
    const bank = new PretendBank().on(commitRoute, () => {
      const answer = problem('otp-used', { retryAt: new Date(server + 20_000).toISOString() });
      answer.headers.set('date', new Date(server).toUTCString());
      return answer;
    });
    const error = await rejection(bank.client.commitIntent('intent-1', input));

    expect(error).to.have.property('retryInSeconds', 20);
    expect(bank.client.now()).to.be.within(server, server + 5_000);
  });

  it('calls the outcome unknown where a change got no answer (A89)', async () => {
    const answers = [
      () => Promise.reject(new TypeError('network')),
      () => bad(502),
      () => problem('outcome-unknown'),
      () => problem('internal'),
      () => new Response('{"number":', { status: 200 }),
    ];
    for (const answer of answers) {
      const bank = new PretendBank().on(commitRoute, answer);
      const error = await rejection(bank.client.commitIntent('intent-1', input));
      expect(error).to.be.instanceOf(OtpUnknownOutcomeError);
    }
  });

  it('sends a code once, whatever becomes of it (A31)', async () => {
    const failures = [() => Promise.reject(new TypeError('network')), () => bad(502)];
    for (const failure of failures) {
      const bank = new PretendBank().on(proofRoute, failure).on(commitRoute, failure);
      await rejection(bank.client.proveIntent('intent-1', { code: '123456' }));
      await rejection(bank.client.commitIntent('intent-1', input));
      expect([bank.count(proofRoute), bank.count(commitRoute)]).to.deep.equal([1, 1]);
    }
  });

  it('names each attempt, should the browser send it again (A31)', async () => {
    const bank = new PretendBank().on(proofRoute, () => bad(502)).on(commitRoute, () => bad(502));
    await rejection(bank.client.proveIntent('intent-1', { code: '123456' }));
    await rejection(bank.client.proveIntent('intent-1', { code: '123456' }));
    await rejection(bank.client.commitIntent('intent-1', input));
    const keys = bank.asked.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys)).to.have.lengthOf(3);
    expect(keys).to.not.include(null);
  });

  it('knows that a busy server did nothing', async () => {
    const bank = new PretendBank().on(commitRoute, () => problem('busy'));
    const error = await rejection(bank.client.commitIntent('intent-1', input));

    expect(error).to.be.instanceOf(OtpProblemError);
  });

  it('raises a network error where only a question got no answer', async () => {
    const bank = new PretendBank().on(sessionRoute, () => bad(504));

    expect(await rejection(bank.client.session())).to.be.instanceOf(OtpNetworkError);
  });

  it('gives up after its time limit', async () => {
    const client = new HttpOtpClient({
      timeout: 20,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => {
            reject(new DOMException('late', 'TimeoutError'));
          });
        }),
    });

    expect(await rejection(client.session())).to.be.instanceOf(OtpNetworkError);
  });

  it('passes on that its caller gave up', async () => {
    const bank = new PretendBank().on(sessionRoute, () => json(session()));
    const run = new AbortController();
    const asked = bank.client.session({ signal: run.signal });
    run.abort();

    expect(await rejection(asked)).to.have.property('name', 'AbortError');
  });

  it('answers a commit with its receipt', async () => {
    const bank = new PretendBank().on(commitRoute, () => json(receipt()));

    expect(await bank.client.commitIntent('intent-1', input)).to.deep.equal(receipt());
  });
});
