import type { BrowserContext, Page } from 'puppeteer-core';
import { mihon } from '../../demo/seed/people.ts';
import { openPage, type Complaints } from './chromium.ts';
import type { Device } from './device.ts';
import { Person } from './person.ts';
import type { Product } from './product.ts';
import type { Screens } from './screens.ts';
import type { Stock } from './stock.ts';
import type { Lang } from './words.ts';

/** One after the other they tell of one corporation; each begins where the one before has ended. */
export interface Story {
  name: string;
  tell(world: World): Promise<void>;
}

/** What the stories share: a corporation that begins with nothing, and the tokens it was handed. */
export interface World {
  product: Product;
  lang: Lang;
  screens: Screens;
  complaints: Complaints;
  /** Of the corporation. */
  stock: Stock;
  /** Of another corporation. */
  foreign: Stock;
  master: Person;
  /** Somebody else's browser: nothing is shared with the master's. */
  stranger: BrowserContext;
  /** Who holds what, as far as the stories have come. */
  held: Map<string, Device>;
}

export const masterId = mihon.people[0]?.customerId ?? '';
/** The corporation's holder, in `World.held`. */
export const sharedHolder = 'corporation';

export function nameOf(customerId: string): string {
  return mihon.people.find((person) => person.customerId === customerId)?.name ?? '';
}

export function heldBy({ held }: World, holder: string): Device {
  const device = held.get(holder);
  if (device === undefined) throw new Error(`${holder} holds nothing: an earlier story has failed`);
  return device;
}

/** The same person in a second tab, or another one in another browser. */
export async function newPerson(
  { product, lang, screens, complaints }: World,
  context: { newPage(): Promise<Page> },
): Promise<Person> {
  const page = await openPage(context, complaints);
  return new Person(page, { origin: product.origin, lang, screens });
}

/** A second tab of the master, on the counter. */
export async function secondTab(world: World): Promise<Person> {
  const tab = await newPerson(world, world.master.page.browserContext());
  await tab.openCounter();
  return tab;
}

/** S-10, then the row of that member: S-60. */
export async function openRow(person: Person, customerId: string): Promise<void> {
  await person.openCounter();
  await person.press(person.words.rowOf(nameOf(customerId)));
  await person.seesHeading(person.words.inquiryHeading);
}

/** S-10, then 利用形態設定: S-20. */
export async function openUsageMode(person: Person): Promise<void> {
  await person.openCounter();
  await person.press(person.words.setMode);
  await person.seesHeading(person.words.modeHeading);
}

/** S-50, and back. */
export async function finish(person: Person, screen: string): Promise<void> {
  await person.seesHeading(person.words.done);
  await person.sees(person.words.receipt);
  await person.screens.shoot(person.page, screen);
}
