// Namespaces and identifiers that PSKC (RFC 6030) is written in.

export const pskc = 'urn:ietf:params:xml:ns:keyprov:pskc';
export const xenc = 'http://www.w3.org/2001/04/xmlenc#';
export const ds = 'http://www.w3.org/2000/09/xmldsig#';

/** RFC 6030 section 10.1 and its companion for TOTP. */
export const keyAlgorithms: ReadonlyMap<string, 'hotp' | 'totp'> = new Map([
  [`${pskc}:hotp`, 'hotp'],
  [`${pskc}:totp`, 'totp'],
]);

/** What `AlgorithmParameters/Suite` may say; RFC 4226 and RFC 6238 mean SHA-1 when it is silent. */
export const suites: ReadonlyMap<string, 'sha1' | 'sha256' | 'sha512'> = new Map([
  ['HMAC-SHA1', 'sha1'],
  ['HMAC-SHA256', 'sha256'],
  ['HMAC-SHA512', 'sha512'],
]);

/** The only cipher that RFC 6030 section 6.1 demands, and the only one accepted (A70). */
export const aes128Cbc = `${xenc}aes128-cbc`;

export const macAlgorithms: ReadonlyMap<string, 'sha1' | 'sha256'> = new Map([
  [`${ds}hmac-sha1`, 'sha1'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'sha256'],
]);
