import { expect } from '@open-wc/testing';
import fc from 'fast-check';

import { intentStates, operations } from '../../../bff/contract/intent.ts';
import type { Intent, IntentStep } from '../../../bff/contract/intent.ts';
import { problemStatus, type ProblemCode } from '../../../bff/contract/problem.ts';
import {
  idle,
  isStep,
  transition,
  type IntentEvent,
  type IntentFlow,
} from '../../../widget/intent/intent-flow.ts';
import { intent, proved, receipt } from '../support/change.ts';

const codes = Object.keys(problemStatus) as ProblemCode[];
const steps: IntentStep[][] = [
  [],
  ['register'],
  ['confirm'],
  ['prove', 'register'],
  ['prove', 'confirm'],
];

const anyIntent: fc.Arbitrary<Intent> = fc
  .record({
    state: fc.constantFrom(...intentStates),
    steps: fc.constantFrom(...steps),
    operation: fc.constantFrom(...operations),
    hasReceipt: fc.boolean(),
  })
  .map(({ hasReceipt, ...different }) =>
    intent({ ...different, ...(hasReceipt && { receipt: receipt() }) }),
  );

const anyEvent: fc.Arbitrary<IntentEvent> = fc.oneof(
  fc.constantFrom<IntentEvent>(
    { type: 'open' },
    { type: 'send' },
    { type: 'unanswered' },
    { type: 'cancel' },
    { type: 'committed', receipt: receipt() },
  ),
  anyIntent.map((told) => ({ type: 'intent', intent: told }) as const),
  fc
    .constantFrom(...codes, 'unreachable' as const)
    .map((code) => ({ type: 'refused', refusal: { code } }) as const),
);

function run(events: IntentEvent[], from: IntentFlow = idle): IntentFlow[] {
  const road = [from];
  for (const event of events) road.push(transition(road.at(-1) ?? from, event));
  return road;
}

function last(...events: IntentEvent[]): IntentFlow {
  return run(events).at(-1) ?? idle;
}

const atProof: IntentEvent[] = [{ type: 'open' }, { type: 'intent', intent: intent() }];
const atRegistration: IntentEvent[] = [
  ...atProof,
  { type: 'send' },
  { type: 'intent', intent: proved() },
];
const sent: IntentEvent[] = [...atRegistration, { type: 'send' }];

/** Which screen may follow which, whatever happens. */
const follows: Record<IntentFlow['screen'], IntentFlow['screen'][]> = {
  idle: ['idle', 'opening'],
  opening: ['opening', 'idle', 'proving', 'registering', 'confirming', 'done', 'ended'],
  proving: ['proving', 'idle', 'registering', 'confirming', 'uncertain', 'done', 'ended'],
  registering: ['registering', 'idle', 'proving', 'confirming', 'uncertain', 'done', 'ended'],
  confirming: ['confirming', 'idle', 'proving', 'registering', 'uncertain', 'done', 'ended'],
  uncertain: ['uncertain', 'proving', 'registering', 'confirming', 'done', 'ended'],
  done: ['done'],
  ended: ['ended'],
};

describe('intent-flow', () => {
  it('knows no step but the drawn ones', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const road = run(events);
        road.slice(1).forEach((to, index) => {
          expect(follows[road[index]?.screen ?? 'idle']).to.include(to.screen);
        });
      }),
    );
  });

  it('never moves again once it is over', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), anyEvent, (events, more) => {
        const end = run(events).at(-1) ?? idle;
        fc.pre(end.screen === 'done' || end.screen === 'ended');
        expect(transition(end, more)).to.equal(end);
      }),
    );
  });

  it('is never done without a receipt of the server', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const isTold = events.some(
          (event) =>
            event.type === 'committed' || (event.type === 'intent' && event.intent.receipt),
        );
        fc.pre(!isTold);
        expect(run(events).map(({ screen }) => screen)).not.to.include('done');
      }),
    );
  });

  it('asks nothing while an answer is awaited', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        for (const flow of run(events)) {
          if (!isStep(flow) || !flow.sending) continue;
          expect(transition(flow, { type: 'send' })).to.equal(flow);
          expect(transition(flow, { type: 'cancel' })).to.equal(flow);
        }
      }),
    );
  });

  it('goes from the proof to the registration to the receipt', () => {
    const road = run([...sent, { type: 'committed', receipt: receipt() }]);

    expect(road.map(({ screen }) => screen)).to.deep.equal([
      'idle',
      'opening',
      'proving',
      'proving',
      'registering',
      'registering',
      'done',
    ]);
  });

  it('cannot commit from the proof', () => {
    const flow = last(...atProof, { type: 'send' });

    expect(transition(flow, { type: 'committed', receipt: receipt() })).to.equal(flow);
  });

  it('asks the next code after a clock that is off, until another refusal', () => {
    const off = last(...sent, { type: 'refused', refusal: { code: 'clock-off' } });
    expect(off).to.include({ screen: 'registering', asksNextCode: true, sending: false });

    const malformed = transition(off, { type: 'refused', refusal: { code: 'otp-format' } });
    expect(malformed).to.include({ asksNextCode: true });

    const wrong = run(
      [{ type: 'send' }, { type: 'refused', refusal: { code: 'otp-rejected' } }],
      off,
    ).at(-1);
    expect(wrong).not.to.have.property('asksNextCode');
  });

  it('never asks a code while the outcome is unknown (A89)', () => {
    const flow = last(...sent, { type: 'unanswered' });

    expect(flow.screen).to.equal('uncertain');
    for (const event of [{ type: 'send' }, { type: 'cancel' }, { type: 'open' }] as const) {
      expect(transition(flow, event)).to.equal(flow);
    }
  });

  it('tells that nothing happened once the server says so (A89)', () => {
    const flow = last(...sent, { type: 'unanswered' }, { type: 'intent', intent: proved() });

    expect(flow).to.include({ screen: 'registering', sending: false });
    expect(flow).to.have.nested.property('refusal.code', 'not-received');
  });

  it('is done when an unknown outcome was a commit (A89)', () => {
    const committed = intent({ state: 'committed', steps: [], receipt: receipt() });
    const flow = last(...sent, { type: 'unanswered' }, { type: 'intent', intent: committed });

    expect(flow).to.deep.equal({ screen: 'done', receipt: receipt() });
  });

  it('ends as a conflict when a newer intent voided it (A88)', () => {
    const voided = intent({ state: 'void', steps: [] });
    const flow = last(...sent, { type: 'unanswered' }, { type: 'intent', intent: voided });

    expect(flow).to.deep.equal({ screen: 'ended', refusal: { code: 'intent-conflict' } });
  });

  it('ends as expired when the server knows the change no more', () => {
    const refusal = { code: 'not-found' } as const;
    const expired = { screen: 'ended', refusal: { code: 'intent-expired' } };

    expect(last(...sent, { type: 'refused', refusal })).to.deep.equal(expired);
    expect(last(...sent, { type: 'unanswered' }, { type: 'refused', refusal })).to.deep.equal(
      expired,
    );
  });

  it('keeps the screen of a code that was refused', () => {
    for (const code of ['otp-rejected', 'otp-used', 'otp-paused', 'token-held'] as const) {
      const flow = last(...sent, { type: 'refused', refusal: { code } });
      expect(flow, code).to.include({ screen: 'registering', sending: false });
    }
  });
});
