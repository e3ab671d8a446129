import type { Page } from 'puppeteer-core';

/**
 * Lets the page's requests reach the bank and loses the answers to those that change something. It is
 * told nothing else either, until `findOut`.
 */
export class LostAnswers implements AsyncDisposable {
  /** How many answers were lost, by the last word of their path. */
  readonly lost: string[] = [];
  readonly #session: Awaited<ReturnType<Page['createCDPSession']>>;
  readonly #known = Promise.withResolvers<undefined>();

  private constructor(session: Awaited<ReturnType<Page['createCDPSession']>>) {
    this.#session = session;
  }

  static async of(page: Page): Promise<LostAnswers> {
    const session = await page.createCDPSession();
    const answers = new LostAnswers(session);
    session.on('Fetch.requestPaused', ({ requestId, request }) => {
      void answers.#meet(requestId, request);
    });
    // The bank has answered by then: what it did is done.
    const patterns = [{ urlPattern: '*/intents/*', requestStage: 'Response' as const }];
    await session.send('Fetch.enable', { patterns });
    return answers;
  }

  /** From now on the page may ask what became of it. */
  findOut(): void {
    this.#known.resolve(undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.findOut();
    await this.#session.detach();
  }

  async #meet(requestId: string, { method, url }: { method: string; url: string }): Promise<void> {
    if (method === 'POST') {
      this.lost.push(url.split('/').at(-1) ?? '');
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' });
      return;
    }
    await this.#known.promise;
    await this.#session.send('Fetch.continueResponse', { requestId });
  }
}
