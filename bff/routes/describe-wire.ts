import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../middleware/variables.ts';
import { elsewhere } from './on-the-way.ts';
import { problemResponses } from './problem-response.ts';
import { securitySchemes } from './route-headers.ts';

/**
 * Serves the description of the wire (OpenAPI 3.1) at `path`. What the framework answers without any
 * route stands under `x-elsewhere`, in the form of an operation's responses.
 */
export function describeWire(app: OpenAPIHono<AppEnv>, path: string): void {
  for (const [name, scheme] of Object.entries(securitySchemes))
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'otp-madoguchi',
      version: '1',
      description:
        'Problems are `application/problem+json` (RFC 9457), told apart by `code`; none repeats an ' +
        'input. Fields that are not named here are refused. `HEAD` answers as `GET` without a body.',
    },
    'x-elsewhere': {
      description: 'What a path or a method that is not described here answers.',
      responses: problemResponses(elsewhere),
    },
  };
  app.doc31(path, document);
}
