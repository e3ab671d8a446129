import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromiumPath } from '../setup/programs.ts';

// Quiet and repeatable: no downloads, no profile services; containers run as root.
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--force-prefers-reduced-motion',
];

/** Milliseconds for one answer of the browser. */
const patience = 20_000;

export function launchChromium(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: chromiumPath(),
    headless: true,
    protocolTimeout: patience,
    args: flags,
    defaultViewport: { width: 1280, height: 900 },
  });
}

/** What a page complained of: script errors, failed loads, violations of its policy. */
export interface Complaints {
  all: string[];
}

/**
 * Opens a page and writes down all its complaints. Answers of 4xx, the 503 of a fence and lines that
 * were cut are part of stories, so the browser's own words about them are none.
 */
export async function openPage(
  context: { newPage(): Promise<Page> },
  complaints: Complaints,
): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    complaints.all.push(`page error: ${String(error)}`);
  });
  page.on('console', (message) => {
    const isAnswer = /a status of (4\d\d|503)|ERR_CONNECTION_RESET/.test(message.text());
    if (['error', 'warn'].includes(message.type()) && !isAnswer) {
      complaints.all.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  await page.exposeFunction('reportViolation', (directive: string) => {
    complaints.all.push(`violates ${directive}`);
  });
  await page.evaluateOnNewDocument(watchPolicy);
  return page;
}

/** Runs in the page, before any script of it. */
function watchPolicy(): void {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    const report: unknown = Reflect.get(globalThis, 'reportViolation');
    if (typeof report === 'function') report(`${effectiveDirective} (${blockedURI})`);
  });
}
