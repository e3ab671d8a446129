import type { Actor } from '../portal/actor.ts';
import type { ServerClient } from '../portal/server-client.ts';

/** What middleware leaves for whoever comes after it: the `Env` of every router of ours. */
export interface AppEnv {
  Variables: {
    /** A UUID; `instance` of every problem and a field of every log line. */
    requestId: string;
    /** Only behind `session`. */
    actor: Actor;
    /** Only behind `signedRequest`: which of the portal's servers asks. */
    client: ServerClient;
    /** Put there by `problem` for the request's log line. */
    refusal?: string;
  };
}
