import assert from 'node:assert/strict';
import { minute } from '../../../bff/durations.ts';
import { heldBy, masterId, newPerson, openRow, type Story } from '../world.ts';

const user = 'mihon0005';
const wrongCodesBeforePause = 5;

/** Every route of the API and a request that a master could make; whoever adds one is asked here. */
interface Operation {
  method: string;
  path: string;
}

/** Anybody signed in may ask these, or nobody with a browser may. */
const open = ['/session', '/verifications', '/livez', '/readyz', '/metrics', '/openapi.json'];

const bodies: Record<string, object> = {
  '/intents': { operation: 'replace-token' },
  '/intents/{intentId}/proof': { code: '123456' },
  '/intents/{intentId}/commit': {},
};

function operationsOf(document: { paths: Record<string, Record<string, unknown>> }): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace(/^\/otp\/v1/, ''),
    })),
  );
}

export const refusals: Story[] = [
  {
    name: 'a PublicID sees no item, or one that cannot be chosen',
    async tell(world) {
      const person = await newPerson(world, world.stranger);
      const { words } = person;
      await person.signIn('MIHON', user);
      await person.goTo('/administration');
      await person.sees(words.noPermission);
      assert.equal((await person.text()).split(words.item).length - 1, 1);
      // In the service menu its name goes on with the note, and it leads nowhere.
      assert.equal((await person.all('link', words.item)).length, 0);
      await person.screens.shoot(person.page, 'S-00-menus-without-permission');
      await person.goTo('/administration/one-time-password');
      await person.sees(words.noPermission);
      await person.screens.shoot(person.page, 'S-10-without-permission');
    },
  },
  {
    name: 'a PublicID is refused on every route of the API',
    async tell(world) {
      const person = await newPerson(world, world.stranger);
      await person.goTo('/administration');
      await person.sees(person.words.noPermission);
      const response = await fetch(`${world.product.origin}/otp/openapi.json`);
      const operations = operationsOf(
        (await response.json()) as Parameters<typeof operationsOf>[0],
      );
      const closed = operations.filter(({ path }) => !open.includes(path));
      assert.ok(closed.length >= 10, 'the routes are found');
      for (const { method, path } of closed) {
        const query = path === '/usage-mode/preview' ? '?to=shared' : '';
        const named = path
          .replace('{intentId}', crypto.randomUUID())
          .replace('{customerId}', masterId);
        const answer = await person.ask(method, named + query, bodies[path]);
        assert.deepEqual(answer, { status: 403, code: 'not-permitted' }, `${method} ${path}`);
      }
    },
  },
  {
    name: 'an intent is over after ten minutes',
    async tell(world) {
      const { master, product } = world;
      const { words } = master;
      await openRow(master, user);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      await product.turnClock(6 * minute);
      assert.equal((await master.ask('GET', '/session')).status, 200);
      await product.turnClock(5 * minute);
      await master.prove(heldBy(world, masterId).unspentCode());
      await master.sees(words.expired);
      await master.screens.shoot(master.page, 'S-30-expired');
    },
  },
  {
    name: 'wrong codes end in a pause that the screen tells',
    async tell(world) {
      const { master } = world;
      const { words } = master;
      await openRow(master, user);
      await master.press(words.register);
      await master.seesHeading(words.proveHeading);
      const wrong = heldBy(world, masterId).wrongCode();
      for (let i = 0; i < wrongCodesBeforePause; i += 1) {
        await master.prove(wrong);
        await master.sees(i < wrongCodesBeforePause - 1 ? words.codeRefused : words.paused);
      }
      await master.screens.shoot(master.page, 'S-30-paused');
      await master.prove(heldBy(world, masterId).unspentCode());
      await master.sees(words.paused);
    },
  },
  {
    name: 'no code, secret or token id stays in the browser',
    async tell({ master, held }) {
      const kept = await master.page.evaluate(() =>
        JSON.stringify([
          { ...localStorage },
          { ...sessionStorage },
          document.cookie,
          location.href,
          document.title,
          performance.getEntriesByType('resource').map(({ name }) => name),
        ]),
      );
      for (const { tokenId } of held.values()) assert.ok(!kept.includes(tokenId));
      assert.doesNotMatch(kept, /[?&=/]\d{6}(\d\d)?\b/);
      const databases = await master.page.evaluate(() => indexedDB.databases());
      assert.deepEqual(databases, []);
    },
  },
  {
    name: 'no page complained: no error, no violation of its policy',
    async tell(world) {
      assert.deepEqual(world.complaints.all, []);
      // And it would have been heard: a style that the policy forbids.
      const provoked = { ...world, complaints: { all: [] as string[] } };
      const person = await newPerson(provoked, world.stranger);
      await person.goTo('/sign-in');
      await person.page.evaluate(() => {
        document.head.append(document.createElement('style'));
        document.body.setAttribute('style', 'color: red');
      });
      await person.seesNo('violates');
      assert.match(provoked.complaints.all.join(), /violates style-src/);
    },
  },
];
