// The description of the wire (OpenAPI 3.1) as a test reads it, and answers held against it. Schemas
// are checked as JSON Schema 2020-12, by a validator that the service does not use.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** A JSON Schema, as far as tests look into one. */
export interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  example?: unknown;
}

export interface Media {
  schema: Schema;
  examples?: Record<string, { value: unknown }>;
}

export interface Described {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, Media>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema: Schema;
}

/** One method of one path. */
export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  security?: Record<string, string[]>[];
  body?: Schema;
  responses: Record<string, Described>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'> & RequestBody>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
  'x-elsewhere': { responses: Record<string, Described> };
}
interface RequestBody {
  requestBody?: { content: Record<string, Media> };
}

/** Whoever serves a description. */
interface Server {
  request(path: string): Response | Promise<Response>;
}

export class Wire {
  readonly document: Document;
  readonly operations: readonly Operation[];
  /** What is answered where nothing is described. */
  readonly elsewhere: Record<string, Described>;
  readonly #ajv: Ajv2020;
  readonly #checks = new Map<Schema, ValidateFunction>();

  constructor(document: Document) {
    this.document = document;
    this.elsewhere = document['x-elsewhere'].responses;
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { requestBody, ...operation }]) => {
        const body = requestBody?.content['application/json']?.schema;
        const parameters = operation.parameters as Parameter[] | undefined;
        return {
          ...operation,
          method: method.toUpperCase(),
          path,
          parameters: parameters ?? [],
          ...(body === undefined ? {} : { body }),
        };
      }),
    );
    this.#ajv = new Ajv2020({
      strict: false,
      formats: {
        'date-time': (text: string) => !Number.isNaN(Date.parse(text)) && text.endsWith('Z'),
        uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      },
    });
    this.#ajv.addSchema({ $id: 'https://wire.test/', components: document.components });
  }

  static async of(server: Server, path = '/otp/openapi.json'): Promise<Wire> {
    const response = await server.request(path);
    return new Wire((await response.json()) as Document);
  }

  /** The schema itself, or what it points at. */
  resolve(schema: Schema): Schema {
    const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1];
    return name === undefined ? schema : this.resolve(this.document.components.schemas[name] ?? {});
  }

  /** What of `value` is not as `schema` says; empty if all is. */
  faultsOf(schema: Schema, value: unknown): string[] {
    const check = this.#checks.get(schema) ?? this.#compile(schema);
    this.#checks.set(schema, check);
    return check(value) === true ? [] : (check.errors ?? []).map(sentence);
  }

  /** What of an answer is not as these responses say. The text is empty where there is no body. */
  strayFrom(
    responses: Record<string, Described>,
    answer: { status: number; headers: Headers; text: string },
  ): string[] {
    const described = responses[String(answer.status)];
    if (described === undefined) return [`status ${String(answer.status)} is not described`];
    const type = answer.headers.get('Content-Type') ?? undefined;
    const [expected, media] = Object.entries(described.content ?? {})[0] ?? [];
    if (type?.split(';')[0] !== expected) return [`content type ${type ?? 'none'}`];
    const undescribed = ['Allow', 'Retry-After', 'Set-Cookie'].filter(
      (name) => answer.headers.has(name) && described.headers?.[name] === undefined,
    );
    return [
      ...undescribed.map((name) => `header ${name} is not described`),
      ...(media === undefined
        ? [answer.text === '' ? '' : 'a body where none is described'].filter(Boolean)
        : this.faultsOf(media.schema, JSON.parse(answer.text))),
    ];
  }

  #compile(schema: Schema): ValidateFunction {
    const absolute = JSON.stringify(schema).replaceAll(
      '"#/components/',
      '"https://wire.test/#/components/',
    );
    return this.#ajv.compile(JSON.parse(absolute) as Schema);
  }
}

function sentence({ instancePath, message, params }: NonNullable<ValidateFunction['errors']>[0]) {
  return `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`;
}
