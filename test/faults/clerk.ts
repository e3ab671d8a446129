// A master at work, who writes down what he is told. Every request that was answered is in his
// book; the one that was not is his doubt. He knows no faults: whatever he did not expect he throws.
import type { CommitInput, Intent, OpenIntent } from '../../bff/contract/intent.ts';
import { Person, type Answer, type App } from '../support/person.ts';
import type { Bank, DeskCorporation, DeskToken } from './bank.ts';
import { accept, carryOut, emptyBook, principal, reject, type Book, type Deed } from './book.ts';
import type { Random } from './random.ts';
import type { Service } from './service.ts';

/** Pauses begin at five; nobody here wants one. */
const mostWrong = 3;

/** An answer that no fault explains. */
export class Unexpected extends Error {}

export class Clerk {
  readonly corporation: DeskCorporation;
  book: Book = emptyBook();
  /** What the request that has no answer would do. */
  doubt: Deed | undefined;
  /** The newest commit that was sent, answered or not. */
  latest: { id: string; input: CommitInput } | undefined;
  readonly #bank: Bank;
  readonly #random: Random;
  #service: Service | undefined;
  #person: Person | undefined;
  /** The same cookie, whichever process answers. */
  readonly #line: App = {
    request: (path, init) => {
      if (this.#service === undefined) throw new Error('no service');
      return this.#service.request(path, init);
    },
  };

  constructor(bank: Bank, corporation: DeskCorporation, random: Random) {
    this.#bank = bank;
    this.corporation = corporation;
    this.#random = random;
  }

  /** Whom he asks from now on. */
  goTo(service: Service): void {
    this.#service = service;
  }

  get person(): Person {
    if (this.#person === undefined) throw new Error('nobody is signed in');
    return this.#person;
  }

  get isSignedIn(): boolean {
    return this.#person !== undefined;
  }

  /** Hours pass; his session does not survive them. */
  goHome(): void {
    this.#person = undefined;
  }

  async signIn(): Promise<void> {
    const who = { sub: 'M1', corp_id: this.corporation.corporationId, role: 'master' };
    const assertion = await this.#bank.portal.assertion(who);
    this.#person = await Person.signIn(this.#line, assertion);
  }

  /** The token whose code proves everything now. */
  get inUse(): DeskToken | undefined {
    return this.#heldBy(principal(this.book.mode));
  }

  /** One thing of the many that a master may do, or a member at the portal. */
  async work(): Promise<void> {
    const { book } = this;
    if (book.mode === 'unset') {
      const to = this.#random.pick(['separate', 'shared'] as const);
      return this.#change({ operation: 'register-first', to });
    }
    const things = [
      () =>
        this.#change({
          operation: 'change-usage-mode',
          to: otherMode(book),
          previewed: book.version,
        }),
      () => this.#change({ operation: 'replace-token' }),
      () => this.#changeUser(),
      () => this.#changeUser(),
      () => this.#giveUp(),
      () => this.#verify(true),
      () => this.#verify(false),
      () => this.#verify(false),
    ];
    return this.#random.pick(things)();
  }

  /** `POST /verifications`; wrong codes only as long as nobody is paused for them. */
  async #verify(right: boolean): Promise<void> {
    const { book, corporation } = this;
    const shared = book.mode === 'shared';
    const actors = ['M1', ...corporation.users].filter((id) => shared || id in book.held);
    const actor = this.#random.pick(actors);
    const token = this.#heldBy(shared ? '' : actor);
    if (token === undefined || this.#service === undefined) return;
    if (right || this.#wrongOf(token, actor) >= mostWrong) await this.#verifyRight(token, actor);
    else await this.#verifyWrong(token, actor);
  }

  async #verifyRight(token: DeskToken, actor: string): Promise<void> {
    const { step } = token;
    await this.#told(
      200,
      (book) => {
        accept(book, token.tokenId, actor, step);
      },
      () => this.ask(actor, token.code()),
    );
  }

  async #verifyWrong(token: DeskToken, actor: string): Promise<void> {
    await this.#told(
      422,
      (book) => {
        reject(book, token.tokenId, actor);
      },
      () => this.ask(actor, token.wrongCode()),
    );
  }

  /** Asks the service about a member's code; the whole answer is read. */
  async ask(actor: string, code: string): Promise<Answer<unknown>> {
    if (this.#service === undefined) throw new Error('no service');
    const response = await this.#service.verify(this.corporation.corporationId, actor, code);
    const body: unknown = await response.json();
    return { status: response.status, body, headers: response.headers };
  }

  async #changeUser(): Promise<void> {
    const customerId = this.#random.pick(this.corporation.users);
    if (this.book.mode === 'shared') return this.#change({ operation: 'replace-token' });
    const operation = customerId in this.book.held ? 'deregister-user' : 'register-user';
    return this.#change({ operation, customerId });
  }

  async #giveUp(): Promise<void> {
    const opened = await this.#open({ operation: 'replace-token' });
    if (this.#random.below(2) === 0) await this.#proveWrong(opened);
    await this.#told(
      204,
      (book) => {
        book.live = 'none';
      },
      () => this.person.cancel(opened),
    );
  }

  /** From opening to receipt; now and then with a wrong code on the way. */
  async #change(asked: OpenIntent): Promise<void> {
    const opened = await this.#open(asked);
    if (asked.operation !== 'register-first') {
      if (this.#random.below(4) === 0) await this.#proveWrong(opened);
      await this.#prove(opened);
    }
    await this.#commit(opened.id, asked);
  }

  async #open(asked: OpenIntent): Promise<Intent> {
    const { body } = await this.#told(
      201,
      (book) => {
        book.live = 'open';
      },
      () => this.person.open(asked),
    );
    return body;
  }

  async #prove(opened: Intent): Promise<void> {
    const { inUse } = this;
    if (inUse === undefined) throw new Error('no token in use');
    const { step } = inUse;
    await this.#told(
      200,
      (book) => {
        accept(book, inUse.tokenId, 'M1', step);
        book.live = 'proved';
      },
      () => this.person.prove(opened, inUse.code()),
    );
  }

  async #proveWrong(opened: Intent): Promise<void> {
    const { inUse } = this;
    if (inUse === undefined || this.#wrongOf(inUse, 'M1') >= mostWrong) return;
    await this.#told(
      422,
      (book) => {
        reject(book, inUse.tokenId, 'M1');
      },
      () => this.person.prove(opened, inUse.wrongCode()),
    );
  }

  async #commit(id: string, asked: OpenIntent): Promise<void> {
    const token = asked.operation === 'deregister-user' ? undefined : this.#freeToken();
    const step = token?.step ?? 0n;
    const input = token === undefined ? {} : { tokenId: token.tokenId, code: token.code() };
    this.latest = { id, input };
    const { body } = await this.#told(
      200,
      (book) => {
        // The code of the new token and the change are one entry.
        if (token === undefined) book.done += 1;
        else accept(book, token.tokenId, 'M1', step);
        carryOut(book, asked, token?.tokenId);
        book.receipts[id] = '';
      },
      () => this.person.commit({ id }, input),
    );
    this.book.receipts[id] = body.number;
  }

  async #told<Body>(
    status: number,
    deed: Deed,
    ask: () => Promise<Answer<Body>>,
  ): Promise<Answer<Body>> {
    this.doubt = deed;
    const answer = await ask();
    if (answer.status !== status) {
      throw new Unexpected(`${String(answer.status)} ${JSON.stringify(answer.body)}`);
    }
    this.doubt = undefined;
    deed(this.book);
    return answer;
  }

  #wrongOf(token: DeskToken, actor: string): number {
    return this.book.wrong[`${token.tokenId} ${actor}`] ?? 0;
  }

  #heldBy(holder: string): DeskToken | undefined {
    return this.corporation.tokens.find(({ tokenId }) => tokenId === this.book.held[holder]);
  }

  #freeToken(): DeskToken {
    const held = Object.values(this.book.held);
    return this.#random.pick(
      this.corporation.tokens.filter(({ tokenId }) => !held.includes(tokenId)),
    );
  }
}

function otherMode({ mode }: Book): 'separate' | 'shared' {
  return mode === 'shared' ? 'separate' : 'shared';
}
