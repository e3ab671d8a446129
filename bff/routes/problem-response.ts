// How a route's refusals stand in the description of the wire: one response for each status, whose
// schema names exactly the codes that can come, with an example of each (RFC 9457).
import {
  problemStatus,
  type Problem,
  type ProblemCode,
  type ProblemFacts,
} from '../contract/problem.ts';
import { problemTitle } from '../middleware/problem-title.ts';
import { exampleInstant } from './examples.ts';

const requestId = '6e8bc430-9c3a-41d9-9669-0800200c9a66';

/** What comes with a code, beside what every problem has; an example of each. */
const factsOf: Partial<Record<ProblemCode, ProblemFacts>> = {
  'otp-format': { digits: 6 },
  'otp-rejected': { triesLeft: 2 },
  'otp-used': { retryAt: exampleInstant },
  'otp-paused': { retryAt: exampleInstant },
  'too-many-requests': { retryAt: exampleInstant },
  fence: { retryAt: exampleInstant },
  'clock-unreliable': { retryAt: exampleInstant },
};

/** Written as JSON Schema, not as zod: nothing is ever checked by them, and they stand anywhere. */
const factSchemas = {
  retryAt: {
    type: 'string' as const,
    format: 'date-time',
    description: 'Instant from which it may be tried again, in UTC',
  },
  triesLeft: {
    type: 'integer' as const,
    description: 'Wrong codes left before a pause, from the third wrong one on',
  },
  digits: { type: 'integer' as const, description: "Digits that this token's codes have" },
};

const retryAfter = {
  description: 'Whole seconds until `retryAt` (RFC 9110 section 10.2.3)',
  schema: { type: 'integer' as const, minimum: 0 },
};
const allow = {
  description: 'The methods that this path knows',
  schema: { type: 'string' as const },
};

/** One response a status for all these codes; a code may be named twice. */
export function problemResponses(codes: readonly ProblemCode[]) {
  const statuses = new Set(codes.map((code) => problemStatus[code]));
  const ofStatus = (status: number) =>
    [...new Set(codes)].filter((code) => problemStatus[code] === status);
  return Object.fromEntries(
    [...statuses].map((status) => [status, problemResponse(status, ofStatus(status))]),
  );
}

function problemResponse(status: number, codes: readonly ProblemCode[]) {
  const facts = codes.flatMap((code) => Object.keys(factsOf[code] ?? {}));
  const headers = {
    ...(facts.includes('retryAt') ? { 'Retry-After': retryAfter } : {}),
    ...(codes.includes('method-not-allowed') ? { Allow: allow } : {}),
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${problemTitle[code]}.`).join(' '),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: {
      'application/problem+json': {
        schema: problemSchema(status, codes, facts),
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

function problemSchema(status: number, codes: readonly ProblemCode[], facts: readonly string[]) {
  return {
    type: 'object' as const,
    properties: {
      type: { type: 'string' as const, enum: codes.map(typeOf) },
      title: { type: 'string' as const },
      status: { type: 'integer' as const, const: status },
      code: { type: 'string' as const, enum: [...codes] },
      instance: { type: 'string' as const, pattern: '^urn:uuid:[0-9a-f-]{36}$' },
      ...Object.fromEntries(Object.entries(factSchemas).filter(([fact]) => facts.includes(fact))),
    },
    required: ['type', 'title', 'status', 'code', 'instance'],
    additionalProperties: false,
  };
}

function exampleOf(code: ProblemCode): Problem {
  return {
    type: typeOf(code),
    title: problemTitle[code],
    status: problemStatus[code],
    code,
    instance: `urn:uuid:${requestId}`,
    ...factsOf[code],
  };
}

function typeOf(code: ProblemCode): string {
  return `urn:otp-madoguchi:problem:${code}`;
}
