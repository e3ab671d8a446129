import type { Browser } from 'puppeteer-core';
import { openPage, type Complaints } from './chromium.ts';
import { Person } from './person.ts';
import { Product } from './product.ts';
import { Screens } from './screens.ts';
import { Stock } from './stock.ts';
import type { Lang } from './words.ts';
import type { World } from './world.ts';

export interface OpenedWorld extends AsyncDisposable {
  world: World;
  /** Prints why a story has failed and keeps a picture of where. */
  explain(error: unknown): Promise<void>;
}

const box = { fob: 16, card: 4, button: 2 };

/** An installation whose stock an operator has imported, and a master who has not signed in yet. */
export async function openWorld(browser: Browser, lang: Lang, port: number): Promise<OpenedWorld> {
  const product = new Product(port);
  const order = { presharedKey: product.presharedKey, clock: product.clock };
  const stock = new Stock('A', box, order);
  const foreign = new Stock('B', box, order);
  // The first start makes the data folder; the file belongs to one process at a time.
  await product.start();
  await product.stop();
  product.importStock(stock.file, 'MIHON');
  product.importStock(foreign.file, 'REIDAI');
  await product.start();

  const screens = new Screens(lang);
  const complaints: Complaints = { all: [] };
  const context = await browser.createBrowserContext();
  const page = await openPage(context, complaints);
  const master = new Person(page, { origin: product.origin, lang, screens });
  const stranger = await browser.createBrowserContext();
  const world: World = {
    ...{ product, lang, screens, complaints, stock, foreign, master, stranger },
    held: new Map(),
  };
  return {
    world,
    async explain(error) {
      console.error(error instanceof Error ? error.stack : error);
      await screens.shoot(page, 'failed');
      console.error(`--- ${page.url()}\n${await master.text()}\n---`);
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await stranger.close();
      await product[Symbol.asyncDispose]();
    },
  };
}
