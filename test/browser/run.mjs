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

/**
 * Tells the stories in order. Each stands on the one before, so the first that fails ends the
 * telling, and those that were not told have failed as well.
 */
async function tellAll(browser, lang, port) {
  await using opened = await openWorld(browser, lang, port);
  for (const [told, story] of stories.entries()) {
    const begin = performance.now();
    const error = await tell(story, opened.world);
    const took = ((performance.now() - begin) / msPerSecond).toFixed(1);
    console.log(`${error === undefined ? 'ok    ' : 'FAILED'} ${lang} ${story.name} (${took} s)`);
    if (error === undefined) continue;
    await opened.explain(error);
    const failed = stories.length - told;
    if (failed > 1)
      console.log(`       ${lang} ${String(failed - 1)} stories after it were not told`);
    return { passed: told, failed };
  }
  return { passed: stories.length, failed: 0 };
}

/** Answers why it failed, or undefined. */
async function tell(story, world) {
  try {
    await story.tell(world);
    return undefined;
  } catch (error) {
    return error ?? new Error('failed without a reason');
  }
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
