const advice: Record<string, string> = {
  EADDRINUSE: 'another program listens there: end it, or choose another port',
  EACCES: 'this user may not listen there: choose a port from 1024 on',
  EADDRNOTAVAIL: 'this machine does not have the address: correct OTP_HOST',
  ENOTFOUND: 'the name can not be resolved: correct OTP_HOST',
};

/** What a listener was to be opened on. */
export interface ListenPlace {
  /** The variable that names the port. */
  variable: string;
  host: string;
  port: number;
}

/** A port could not be opened; the message says in one sentence what to do. */
export class ListenError extends Error {
  constructor({ variable, host, port }: ListenPlace, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    const what = advice[code] ?? `the system refuses it (${code})`;
    super(`Can't listen on ${host} port ${port} (${variable}): ${what}.`, { cause });
    this.name = 'ListenError';
  }
}
