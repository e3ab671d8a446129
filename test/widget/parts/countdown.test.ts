import { aTimeout, expect } from '@open-wc/testing';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { Countdown } from '../../../widget/parts/countdown.ts';

class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  updates = 0;
  addController(controller: ReactiveController): void {
    void controller;
  }
  removeController(controller: ReactiveController): void {
    void controller;
  }
  requestUpdate(): void {
    this.updates += 1;
  }
}

describe('Countdown', () => {
  it('runs down to nothing and stops there', async () => {
    const host = new Host();
    const countdown = new Countdown(host);
    countdown.start(2);
    expect(countdown.remaining).to.equal(2);
    await aTimeout(2_100);
    expect(countdown.remaining).to.equal(0);
    expect(countdown.announced).to.equal(0);
    const { updates } = host;
    await aTimeout(1_100);

    expect(host.updates).to.equal(updates);
  });

  it('says at once what it starts with, and not every second', async () => {
    const countdown = new Countdown(new Host());
    countdown.start(30);
    await aTimeout(1_100);

    expect(countdown.remaining).to.equal(29);
    expect(countdown.announced).to.equal(30);
    countdown.hostDisconnected();
  });

  it('says the last ten seconds once', async () => {
    const countdown = new Countdown(new Host());
    countdown.start(11);
    await aTimeout(2_100);

    expect(countdown.remaining).to.equal(9);
    expect(countdown.announced).to.equal(10);
    countdown.hostDisconnected();
  });

  it('stops with its host and goes on with it', async () => {
    const countdown = new Countdown(new Host());
    countdown.start(30);
    countdown.hostDisconnected();
    await aTimeout(2_100);
    expect(countdown.remaining).to.equal(30);
    countdown.hostConnected();
    await aTimeout(1_100);

    expect(countdown.remaining).to.be.lessThan(28);
    countdown.hostDisconnected();
  });

  it('is cleared by starting nothing', () => {
    const countdown = new Countdown(new Host());
    countdown.start(30);
    countdown.start(undefined);

    expect(countdown.remaining).to.equal(undefined);
    expect(countdown.announced).to.equal(undefined);
  });
});
