import type { MiddlewareHandler } from 'hono';

/**
 * Makes an error of whatever else was thrown: the framework hands only errors to `problem`, and lets
 * a thrown text or `undefined` fall through to the server. Stands behind `safeHeaders`.
 */
export function onlyErrors(): MiddlewareHandler {
  return async function onlyErrors(_, next) {
    try {
      await next();
    } catch (cause) {
      if (cause instanceof Error) throw cause;
      throw new Error('Something was thrown that is no error', { cause });
    }
  };
}
