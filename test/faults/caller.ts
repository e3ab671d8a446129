// A master whose line is cut at every request, several times, before he gets through; he then asks
// again as the widget does, and writes down what he is told in the end.
import { randomUUID } from 'node:crypto';
import type { Intent, OpenIntent, Receipt } from '../../bff/contract/intent.ts';
import { Person, type Answer, type App } from '../support/person.ts';
import type { Bank, DeskCorporation, DeskToken } from './bank.ts';
import { accept, carryOut, emptyBook, type Book } from './book.ts';
import { cutLine, HungUp, type Cut } from './cut-line.ts';
import type { Random } from './random.ts';
import type { Service } from './service.ts';

/** Milliseconds within which an answer comes, mostly. */
const longestAnswer = 8;

export interface Cuts {
  /** The request was not whole. */
  within: number;
  /** The request was whole; only the answer was lost. */
  after: number;
}

export class Caller {
  readonly book: Book = emptyBook();
  readonly cuts: Cuts = { within: 0, after: 0 };
  readonly corporation: DeskCorporation;
  readonly #bank: Bank;
  readonly #service: Service;
  readonly #random: Random;
  #person: Person | undefined;
  #inUse = 0;

  constructor(bank: Bank, corporation: DeskCorporation, service: Service, random: Random) {
    this.#bank = bank;
    this.corporation = corporation;
    this.#service = service;
    this.#random = random;
  }

  /** The assertion is good for one session, whoever got its cookie. */
  async signIn(): Promise<void> {
    const { corporationId } = this.corporation;
    const who = { sub: 'M1', corp_id: corporationId, role: 'master' };
    const assertion = await this.#bank.portal.assertion(who);
    await this.#hangUp((line) => Person.signIn(line, assertion));
    this.#person = await Person.signIn(this.#service, assertion).catch((error: unknown) => {
      if (!String(error).includes('401')) throw error;
      return undefined;
    });
    this.#person ??= await this.#service.signIn(corporationId);
  }

  async registerFirst(): Promise<void> {
    await this.#change({ operation: 'register-first', to: 'separate' }, this.#token(0));
  }

  /** Replaces the token in use by the next one. */
  async replaceToken(): Promise<void> {
    const next = (this.#inUse + 1) % this.corporation.tokens.length;
    await this.#change({ operation: 'replace-token' }, this.#token(next));
    this.#inUse = next;
  }

  /** Opens a change and cancels it. */
  async giveUp(): Promise<void> {
    const intent = await this.#open({ operation: 'replace-token' });
    await this.#hangUp((line) => this.#at(line).cancel(intent));
    expectStatus(await this.#at().cancel(intent), 204);
    if ((await this.#read(intent)).state !== 'void') throw new Error('cancelled and not void');
  }

  /** `POST /verifications`: accepted now, or already when the answer was lost. */
  async verify(): Promise<void> {
    const token = this.#token(this.#inUse);
    const { step } = token;
    const code = token.code();
    const ask = (line: App) =>
      this.#service.verify(this.corporation.corporationId, 'M1', code, line);
    await this.#hangUp(ask);
    const answer = await ask(this.#service);
    const { code: problem } = (await answer.json()) as { code?: string };
    if (answer.status !== 200 && problem !== 'otp-used')
      throw new Error(`verified again: ${answer.status} ${String(problem)}`);
    accept(this.book, token.tokenId, 'M1', step);
  }

  async #change(asked: OpenIntent, token: DeskToken): Promise<void> {
    const intent = await this.#open(asked);
    if (asked.operation !== 'register-first') await this.#prove(intent);
    const { step } = token;
    const input = { tokenId: token.tokenId, code: token.code() };
    await this.#hangUp((line) => this.#at(line).commit(intent, input));
    const { body } = expectStatus(await this.#at().commit(intent, input), 200);
    const told: Receipt | undefined = (await this.#read(intent)).receipt;
    if (told?.number !== body.number) throw new Error('two receipts for one change');
    accept(this.book, token.tokenId, 'M1', step);
    carryOut(this.book, asked, token.tokenId);
    this.book.receipts[intent.id] = body.number;
  }

  async #open(asked: OpenIntent): Promise<Intent> {
    const key = randomUUID();
    await this.#hangUp((line) => this.#at(line).open(asked, key));
    const first = expectStatus(await this.#at().open(asked, key), 201);
    const again = expectStatus(await this.#at().open(asked, key), 201);
    if (first.body.id !== again.body.id) throw new Error('one key opened two changes');
    this.book.live = 'open';
    return first.body;
  }

  /** Asks how far the change is, and shows the same code again if it was not proved. */
  async #prove(intent: Intent): Promise<void> {
    const token = this.#token(this.#inUse);
    const { step } = token;
    const code = token.code();
    await this.#hangUp((line) => this.#at(line).prove(intent, code));
    if ((await this.#read(intent)).state === 'open') {
      const { status, body } = await this.#at().prove(intent, code);
      // The lost request may have come through between the question and this one.
      if (status !== 200 && body.code !== 'intent-order')
        throw new Error(`proved again: ${status} ${body.code}`);
    }
    if ((await this.#read(intent)).state !== 'proved') throw new Error('not proved');
    accept(this.book, token.tokenId, 'M1', step);
  }

  /** Sends it some times and hears nothing; the last time it was sent as a whole. */
  async #hangUp(send: (line: App) => Promise<unknown>): Promise<void> {
    const whole = { after: this.#random.below(longestAnswer) };
    const cuts: Cut[] = [
      { part: this.#random.fraction() },
      { part: this.#random.fraction() },
      whole,
    ];
    for (const cut of cuts) {
      const lost = await send(cutLine({ urlOf: (path) => this.#service.urlOf(path) }, cut)).catch(
        (error: unknown) => error,
      );
      if (!(lost instanceof HungUp)) throw new Error('an answer over a line that was cut');
      this.cuts['part' in cut ? 'within' : 'after'] += 1;
    }
  }

  async #read({ id }: { id: string }): Promise<Intent> {
    return expectStatus(await this.#at().get<Intent>(`/intents/${id}`), 200).body;
  }

  #at(line: App = this.#service): Person {
    if (this.#person === undefined) throw new Error('nobody is signed in');
    return this.#person.at(line);
  }

  #token(index: number): DeskToken {
    const token = this.corporation.tokens[index];
    if (token === undefined) throw new Error('no such token');
    return token;
  }
}

function expectStatus<Body>(answer: Answer<Body>, status: number): Answer<Body> {
  if (answer.status === status) return answer;
  throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}
