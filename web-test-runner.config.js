import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

if (!existsSync(chromium)) {
  throw new Error(
    `No Chromium at ${chromium}. Install one (Debian: apt-get install chromium), ` +
      'or name yours: CHROMIUM=/path/to/chrome npm run test:widget',
  );
}

// Quiet and repeatable: no profile services, no downloads, no sandbox (containers run as root).
const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Two files run at once; the page behind the other gets focus and animation frames all the same. */
async function focusedPage({ context }) {
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  return page;
}

export default {
  files: 'test/widget/**/*.test.ts',
  nodeResolve: true,
  concurrency: 2,
  testsFinishTimeout: 120_000,
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: chromium, args },
      createPage: focusedPage,
    }),
  ],
  plugins: [
    // The root tsconfig brings experimental decorators and assigned class fields.
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    }),
  ],
  filterBrowserLogs: ({ args: [text] }) => !String(text).includes('Lit is in dev mode'),
  testFramework: { config: { timeout: 5_000 } },
};
