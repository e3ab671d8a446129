// The whole product as a person meets it: a built service on a fresh data folder, a stock file made by
// python3-pskc and imported by the operators' command, codes from oathtool, a real Chromium. The
// stories are told in Japanese and in English at the same time, each by an installation of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { ensurePrograms } from '../setup/programs.ts';
import { reportFolder, reportPath } from '../setup/reports.ts';
import { launchChromium } from './chromium.ts';
import { removeScreenshots } from './screens.ts';
import { openWorld } from './open-world.ts';
import { stories } from './stories/index.ts';

const firstPort = Number(process.env.BROWSER_PORT ?? '4680');
const langs = process.env.BROWSER_LANG === undefined ? ['ja', 'en'] : [process.env.BROWSER_LANG];
const msPerSecond = 1000;

/** Tells all stories, also after one has failed; answers how many held. */
async function tellAll(browser, lang, port) {
  await using opened = await openWorld(browser, lang, port);
  const tally = { passed: 0, failed: 0 };
  for (const story of stories) {
    const begin = performance.now();
    const error = await story.tell(opened.world).then(
      () => undefined,
      (reason) => reason,
    );
    const took = ((performance.now() - begin) / msPerSecond).toFixed(1);
    console.log(`${error === undefined ? 'ok    ' : 'FAILED'} ${lang} ${story.name} (${took} s)`);
    tally[error === undefined ? 'passed' : 'failed'] += 1;
    if (error !== undefined) await opened.explain(story, error);
  }
  return tally;
}

async function main() {
  ensurePrograms();
  removeScreenshots();
  const browser = await launchChromium();
  try {
    const tellings = langs.map((lang, i) => tellAll(browser, lang, firstPort + i));
    const tallies = await Promise.all(tellings);
    return tallies.reduce((sum, { passed, failed }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
    }));
  } finally {
    await browser.close();
  }
}

const tally = await main().catch((error) => {
  console.error(error);
  return { passed: 0, failed: 1 };
});
mkdirSync(reportFolder, { recursive: true });
writeFileSync(reportPath('browser'), JSON.stringify(tally));
console.log(`browser: ${String(tally.passed)} passed, ${String(tally.failed)} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
