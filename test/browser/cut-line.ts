import type { Page, Protocol } from 'puppeteer-core';

/** Before the request has left the browser, or after the server has answered it. */
export type Cut = 'Request' | 'Response';

/** Cuts the line of the next request whose address ends so, once. */
export async function cutLine(page: Page, ending: string, at: Cut): Promise<void> {
  const session = await page.createCDPSession();
  const cut = async ({ requestId }: Protocol.Fetch.RequestPausedEvent) => {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' });
    await session.detach();
  };
  session.once('Fetch.requestPaused', (event) => void cut(event));
  await session.send('Fetch.enable', {
    patterns: [{ urlPattern: `*${ending}`, requestStage: at }],
  });
}
