// On which way the driver may reach PostgreSQL. What the driver makes of a url without `sslmode`, and of
// most of its values, is a plain connection or changes between versions; here it is said outright.

/** The way of the url is not safe, or is said in words of which nobody knows what they mean. */
export class InsecureUrl extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'InsecureUrl';
  }
}

/**
 * The url as the driver must be given it: to another machine over TLS with the certificate and the name
 * verified (`sslmode=verify-full`), unless it says `sslmode=disable` itself. This machine may be reached
 * as the url says: by its loopback addresses, or by a socket (`?host=/run/postgresql`).
 *
 * @throws {InsecureUrl} without quoting the url, which holds a password.
 */
export function secureUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) throw new InsecureUrl('must be a url');
  // As the driver reads it: a parameter goes before the host of the url, the last one before the others.
  const host = url.searchParams.getAll('host').at(-1) ?? decodeURIComponent(url.hostname);
  if (host === '') throw new InsecureUrl('must name its host: else the environment might');
  if (isThisMachine(host)) return text;
  const modes = url.searchParams.getAll('sslmode');
  if (modes.length === 1 && modes[0] === 'disable') return text;
  if (modes.some((mode) => mode !== 'verify-full'))
    throw new InsecureUrl('sslmode must be verify-full, or disable to do without TLS');
  url.searchParams.set('sslmode', 'verify-full');
  return url.href;
}

function isThisMachine(host: string): boolean {
  const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;
  return host.startsWith('/') || loopback.test(host);
}
