import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ProblemCode } from '../contract/problem.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { elsewhereForPages, elsewhereForServers } from './on-the-way.ts';
import { problemResponses } from './problem-response.ts';
import { sessionScheme, signatureScheme } from './route-headers.ts';

/** What a description says beside its routes. */
interface WireText {
  title: string;
  securitySchemes: Record<string, typeof sessionScheme | typeof signatureScheme>;
  elsewhere: readonly ProblemCode[];
}

/** What browsers reach through the portal's proxy. */
export const publicWire: WireText = {
  title: 'otp-madoguchi',
  securitySchemes: { session: sessionScheme },
  elsewhere: elsewhereForPages,
};

/** What the portal's servers reach. */
export const serverWire: WireText = {
  title: 'otp-madoguchi for servers of the portal',
  securitySchemes: { signature: signatureScheme },
  elsewhere: elsewhereForServers,
};

/**
 * Serves the description of an app's wire (OpenAPI 3.1) at `path`. What the framework answers without
 * any route stands under `x-elsewhere`, in the form of an operation's responses.
 */
export function describeWire(app: OpenAPIHono<AppEnv>, path: string, text: WireText): void {
  for (const [name, scheme] of Object.entries(text.securitySchemes))
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  const document = {
    openapi: '3.1.0',
    info: {
      title: text.title,
      version: '1',
      description:
        'Problems are `application/problem+json` (RFC 9457), told apart by `code`; none repeats an ' +
        'input. Fields that are not named here are refused. `HEAD` answers as `GET` without a body.',
    },
    'x-elsewhere': {
      description: 'What a path or a method that is not described here answers.',
      responses: problemResponses(text.elsewhere),
    },
  };
  app.doc31(path, document);
}
