// Headers and credentials that middleware asks for, as the description of the wire names them. They
// are described and not validated here: the middleware that needs one refuses in its own way.
import { sessionCookie, sessionHeader } from '../contract/session.ts';
import { clientHeader } from '../middleware/same-origin.ts';

const text = { type: 'string' as const };

const client = {
  name: clientHeader,
  in: 'header' as const,
  required: true,
  schema: { ...text, minLength: 1 },
  description: 'Any value; a foreign page cannot send it without asking first.',
  example: 'otp-madoguchi',
};

const pageSession = {
  name: sessionHeader,
  in: 'header' as const,
  required: true,
  schema: text,
  description: '`id` of the session that the page was loaded with, from `GET /session`.',
  example: 'q3cWbn0Yw5m2oJ8rX1tVzA',
};

/** The session that the portal vouched for. */
export const sessionScheme = { type: 'apiKey', in: 'cookie', name: sessionCookie } as const;

/** A client's signature; docs/verifications.md says what it covers. */
export const signatureScheme = {
  type: 'apiKey',
  in: 'header',
  name: 'Signature',
  description: 'HTTP Message Signatures (RFC 9421), HMAC-SHA-256, with `Content-Digest`',
} as const;

const behindCookie = { security: [{ session: [] }] };

/** What a request without a session still sends, where it may change something. */
export const fromPortal = { parameters: [client] };

/** A read with the session's cookie alone: the first one, which tells the session's public id. */
export const withCookie = behindCookie;

/** A read by a page that knows which session it was loaded with. */
export const byPage = { ...behindCookie, parameters: [pageSession] };

/** A change by a page that knows which session it was loaded with. */
export const changeByPage = { ...behindCookie, parameters: [client, pageSession] };

/** A request of the portal's own servers. */
export const byServer = { security: [{ signature: [] }] };
