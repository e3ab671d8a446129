import type { Hook } from '@hono/zod-openapi';
import { Refusal } from '../errors/refusal.ts';
import type { AppEnv } from './variables.ts';

/**
 * `new OpenAPIHono({ defaultHook: invalidRequest })`. Without it the validator answers with its own
 * description of the fault, which quotes the input: here perhaps a code.
 */
export const invalidRequest: Hook<unknown, AppEnv, string, void> = (result) => {
  if (!result.success) throw new Refusal('invalid-request');
};
