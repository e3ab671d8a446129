// How a request may be refused on its way to a route, whatever the route is for. `app.ts` puts the
// middleware there; this file says for the description of the wire what each of them answers. A
// route names its own problems beside these.
import type { ProblemCode } from '../contract/problem.ts';

/** The HTTP parser reads a request before anybody else, and gives up on some. */
const listener = ['invalid-request', 'request-timeout', 'headers-too-large'] as const;
/** `sameOrigin`, for whatever may change something. */
const fromThePortal = ['csrf', 'unsupported-media-type'] as const;
/** `session`. */
const signedIn = ['session-ended', 'signed-in-elsewhere'] as const;
/** The database and the clock, which every decision needs; also the session's, behind a cookie. */
const stored = [
  'internal',
  'busy',
  'storage-full',
  'outcome-unknown',
  'clock-unreliable',
] as const satisfies ProblemCode[];

/** Anybody, without a session, and nothing is read but the path. */
export const anybodyAsks = [...listener] as const;

/** The portal's server or its page brings an assertion. */
export const portalVouches = [
  ...listener,
  'too-large',
  ...fromThePortal,
  ...stored,
] as const satisfies ProblemCode[];

/** `signedRequest`: the portal's own servers ask, on a listener of their own. */
export const portalServerAsks = [
  ...listener,
  'too-large',
  'signature-refused',
  'not-permitted',
  ...stored,
] as const satisfies ProblemCode[];

/** A member with a session reads. */
export const memberReads = [
  ...listener,
  'too-large',
  ...signedIn,
  ...stored,
] as const satisfies ProblemCode[];

/** A member with a session changes something. */
export const memberChanges = [...memberReads, ...fromThePortal] as const satisfies ProblemCode[];

/** `requireMaster`: only the master reads. */
export const masterReads = [...memberReads, 'not-permitted'] as const satisfies ProblemCode[];

/** Only the master changes something. */
export const masterChanges = [...memberChanges, 'not-permitted'] as const satisfies ProblemCode[];

/** No such path, or not with this method. */
const nowhere = ['not-found', 'method-not-allowed'] as const;

/** What a path or a method that is not described answers to a page. */
export const elsewhereForPages = [...masterChanges, ...nowhere] as const satisfies ProblemCode[];

/** The same for the portal's servers. */
export const elsewhereForServers = [
  ...portalServerAsks,
  ...nowhere,
] as const satisfies ProblemCode[];
