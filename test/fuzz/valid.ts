// Requests as the description of the wire asks for them, filled with values that mean something: real
// ids of one's own and of others, right and wrong codes, tokens in stock and in use.
import { createHash, randomUUID } from 'node:crypto';
import { basePath, origin } from '../support/person.ts';
import type { Operation, Parameter, Schema, Wire } from '../support/wire.ts';
import type { Random } from '../faults/random.ts';
import type { Ask } from './ask.ts';
import type { Bank, Party } from './bank.ts';

/** How often an operation is asked, beside the others: the road of a change is long. */
const weights: Record<string, number> = { intents: 6, proof: 6, commit: 6 };

export class ValidAsks {
  readonly #bank: Bank;
  readonly #wire: Wire;
  readonly #random: Random;
  readonly #operations: Operation[];
  #made = 0;

  constructor(bank: Bank, wire: Wire, random: Random) {
    this.#bank = bank;
    this.#wire = wire;
    this.#random = random;
    this.#operations = wire.operations.flatMap((operation) => {
      const last = operation.path.split('/').at(-1) ?? '';
      const weight = operation.method === 'POST' ? (weights[last] ?? 1) : 1;
      return Array.from({ length: weight }, () => operation);
    });
  }

  /** Without an operation: any. By anybody. */
  async next(operation: Operation = this.#random.pick(this.#operations)): Promise<Ask> {
    const masters = this.#bank.parties.filter(({ master }) => master);
    const party = this.#random.below(10) > 0 ? this.#random.pick(masters) : this.#bank.party();
    return this.of(operation, party);
  }

  /** This operation, by this party. */
  async of(operation: Operation, party: Party): Promise<Ask> {
    this.#made += 1;
    const canary = `cnry${String(this.#random.seed)}x${String(this.#made)}z`;
    const sent = operation.body && (await this.value(operation.body, party));
    return {
      operation,
      party,
      method: operation.method,
      target: await this.#target(operation, party),
      headers: await this.#headers(operation, party, canary),
      ...(sent === undefined ? {} : { sent, body: JSON.stringify(sent) }),
      canary,
      mustFail: false,
      how: 'valid',
    };
  }

  /** A value that a schema takes. */
  async value(schema: Schema, party: Party, name = ''): Promise<unknown> {
    const { properties, oneOf, anyOf, required = [], ...plain } = this.#wire.resolve(schema);
    const either = oneOf ?? anyOf;
    if (either !== undefined) return this.value(this.#random.pick(either), party, name);
    if (properties === undefined) return this.#plain(plain, party, name);
    const value: Record<string, unknown> = {};
    for (const [field, of] of Object.entries(properties)) {
      // Seldom left out: a commit without a token id ends where it begins.
      if (required.includes(field) || (field !== 'nextCode' && this.#random.below(12) > 0)) {
        value[field] = await this.value(of, party, field);
      }
    }
    return value;
  }

  async #plain(schema: Schema, party: Party, name: string): Promise<unknown> {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.#random.pick(schema.enum);
    if (name === 'previewed') return this.#bank.previewed(party);
    if (schema.type === 'integer') return this.#random.below(3) + (schema.minimum ?? 0);
    return this.#meaning(name, party);
  }

  async #meaning(name: string, party: Party): Promise<string> {
    const { corporation } = party;
    const random = this.#random;
    switch (name) {
      case 'assertion':
        return corporation.assertion(random.pick(['M1', 'U01', 'NOBODY']));
      case 'corporationId':
        return corporation.corporationId;
      case 'customerId':
        return random.pick(['M1', 'U01', 'U02', 'U03', 'U04', 'NOBODY']);
      case 'code':
      case 'nextCode':
        return this.#code(party);
      case 'intentId':
        return this.#bank.intentId(party);
      case 'name':
        return random.pick(['利用', '郎', '管理 太郎', 'x']);
      case 'sid':
        return random.pick(['portal-session', 'another-session']);
      case 'purpose':
        return random.pick(['transfer', 'transfer', 'payroll-2']);
      case 'binding':
        return createHash('sha256').update(party.customerId).digest('base64url');
      case 'tokenId':
        return this.#bank.token(random.below(8) > 0 ? party : this.#bank.party()).tokenId;
      default:
        return randomUUID();
    }
  }

  #code(party: Party): string {
    const inUse = this.#bank.inUse.get(party.corporation);
    const right = inUse !== undefined && this.#random.below(8) > 0;
    if (right) return this.#bank.code(inUse);
    return this.#bank.code(this.#bank.token(party));
  }

  async #target({ path, parameters }: Operation, party: Party): Promise<string> {
    let target = path;
    const query = new URLSearchParams();
    for (const parameter of parameters) {
      const value = async () => String(await this.value(parameter.schema, party, parameter.name));
      if (parameter.in === 'path') {
        target = target.replace(`{${parameter.name}}`, encodeURIComponent(await value()));
      } else if (parameter.in === 'query' && this.#wanted(parameter)) {
        query.set(parameter.name, await value());
      }
    }
    return query.size === 0 ? target : `${target}?${query.toString()}`;
  }

  async #headers(operation: Operation, party: Party, canary: string): Promise<Ask['headers']> {
    const { parameters, security = [], body } = operation;
    const headers: Ask['headers'] = [
      ['User-Agent', canary],
      ['Referer', `${origin}${basePath}?${canary}`],
    ];
    for (const parameter of parameters.filter((one) => one.in === 'header')) {
      const { name, schema } = parameter;
      if (name === 'X-Otp-Client') headers.push([name, canary], ['Origin', origin]);
      else if (name === 'X-Otp-Session') headers.push([name, party.sessionId]);
      else if (this.#wanted(parameter))
        headers.push([name, String(await this.value(schema, party))]);
    }
    if (body !== undefined) headers.push(['Content-Type', 'application/json']);
    for (const scheme of security.flatMap((one) => Object.keys(one))) {
      // A signature covers what is sent in the end: `send` adds it.
      if (scheme === 'session') headers.push(['Cookie', party.cookie]);
    }
    return headers;
  }

  #wanted({ required = false }: Parameter): boolean {
    return required || this.#random.below(2) > 0;
  }
}
