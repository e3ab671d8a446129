import type { z } from '@hono/zod-openapi';
import type { ProblemCode } from '../contract/problem.ts';
import { problemResponse } from './problem-response.ts';

/** A route that gives something back, and the problems of its own that it may refuse with. */
export function answers<Schema extends z.ZodType, Status extends 200 | 201>(
  status: Status,
  description: string,
  schema: Schema,
  ...problems: ProblemCode[]
) {
  const given = { description, content: { 'application/json': { schema } } };
  return {
    default: problemResponse(...problems),
    [status]: given,
  } as { default: ReturnType<typeof problemResponse> } & Record<Status, typeof given>;
}

/** A route that gives nothing back. */
export function noContent(description: string, ...problems: ProblemCode[]) {
  return { default: problemResponse(...problems), 204: { description } };
}

/** A body that must be there, as JSON. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}
