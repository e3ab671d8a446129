import type { z } from '@hono/zod-openapi';
import type { ProblemCode } from '../contract/problem.ts';
import { problemResponses } from './problem-response.ts';

/**
 * A route that gives something back, and the problems that it may refuse with. The type names the
 * success alone: a route throws its refusals, and never returns one.
 */
export function answers<Schema extends z.ZodType, Status extends 200 | 201>(
  status: Status,
  description: string,
  schema: Schema,
  ...problems: ProblemCode[]
) {
  const given = { description, content: { 'application/json': { schema } } };
  return { ...problemResponses(problems), [status]: given } as Record<Status, typeof given>;
}

/** Response headers that a description names, by their names. */
type HeaderTexts = Record<string, { description: string; schema: { type: 'string' } }>;

/** A route that gives nothing back, but perhaps a header. */
export function noContent(description: string, ...problems: ProblemCode[]) {
  return noContentWith({}, description, ...problems);
}

/** A route that gives nothing back but these headers. */
export function noContentWith(
  headers: HeaderTexts,
  description: string,
  ...problems: ProblemCode[]
) {
  const given = { description, ...(Object.keys(headers).length === 0 ? {} : { headers }) };
  return { ...problemResponses(problems), 204: given } as Record<204, typeof given>;
}

/** A body that must be there, as JSON. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}
