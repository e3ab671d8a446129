import { z } from '@hono/zod-openapi';
import { problemStatus, type Problem, type ProblemCode } from '../contract/problem.ts';

const codes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];

const problemSchema = z
  .strictObject({
    type: z.string().openapi({ example: 'urn:otp-madoguchi:problem:session-ended' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes),
    instance: z.string().openapi({ example: 'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66' }),
    retryAt: z.iso.datetime().optional(),
    triesLeft: z.int().optional(),
    digits: z.int().optional(),
  })
  .openapi('Problem') satisfies z.ZodType<Problem>;

/** What every route answers beside its success. Any may be `invalid-request`, `internal`, `busy`. */
export function problemResponse(...own: ProblemCode[]) {
  const listed = own.map((code) => `\`${code}\` (${problemStatus[code]})`).join(', ');
  return {
    description: listed === '' ? 'A problem (RFC 9457).' : `A problem (RFC 9457): ${listed}.`,
    content: { 'application/problem+json': { schema: problemSchema } },
  };
}
