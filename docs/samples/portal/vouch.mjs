// The portal's whole side of the counter: it vouches for who is signed in, and it ends what it
// vouched for. It runs on the portal's server; no page ever has an assertion or a key.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

/**
 * @typedef {object} Visitor Who is signed in to the portal.
 * @property {string} corporationId As `corporation add` was told.
 * @property {string} customerId As the list of `members sync` has it.
 * @property {boolean} isMaster Whether they are the administrator (MasterID), now.
 * @property {string} sid The portal's own session. Every sign-in makes a new one.
 * @property {Date} authenticatedAt When the portal last saw their password.
 * @property {Date} endsAt When the portal's own session ends, whatever they do.
 */

/**
 * @typedef {object} OtpPortalOptions
 * @property {string} service Where the portal's server reaches the service: `http://10.0.0.7:8080`.
 * @property {string} server The service's listener for servers (`OTP_SERVER_PORT`).
 * @property {string} issuer `OTP_PORTAL_ISSUER`.
 * @property {import('jose').CryptoKey} signingKey From `otp-madoguchi keys portal`.
 * @property {string} kid The id of that key.
 * @property {{ keyId: string, key: Uint8Array }} client From `otp-madoguchi keys client`.
 * @property {(url: string, init: RequestInit) => Response | Promise<Response>} [fetch]
 * @property {() => number} [now] Milliseconds.
 */

/** @param {OtpPortalOptions} options */
export function createOtpPortal({ service, server, issuer, signingKey, kid, client, ...rest }) {
  const { fetch = globalThis.fetch, now = Date.now } = rest;

  /**
   * Answers the page's `session-url`. The browser's cookie goes along: the service keeps a session
   * that is this visitor's, and ends one that is anybody else's.
   *
   * @param {Visitor | undefined} visitor Undefined: nobody is signed in.
   * @param {string} [cookies] The request's Cookie header, as it came.
   */
  async function begin(visitor, cookies = '') {
    if (visitor === undefined) return new Response(null, { status: 401 });
    const answer = await fetch(`${service}/otp/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-otp-client': 'portal', cookie: cookies },
      body: JSON.stringify({ assertion: await vouch(visitor) }),
    });
    // They signed in somewhere else since: for this browser, nobody is signed in any more.
    const isOlder = (await answer.text()).includes('"signed-in-elsewhere"');
    if (!answer.ok) return new Response(null, { status: isOlder ? 401 : 502 });
    const relayed = answer.headers.getSetCookie();
    return new Response(null, {
      status: 204,
      headers: relayed.map((value) => ['set-cookie', value]),
    });
  }

  /** @param {Visitor} visitor */
  function vouch({ corporationId, customerId, isMaster, sid, authenticatedAt, endsAt }) {
    const role = isMaster ? 'master' : 'user';
    const times = { auth_time: seconds(authenticatedAt), sid_exp: seconds(endsAt) };
    return new SignJWT({ corp_id: corporationId, role, sid, ...times })
      .setProtectedHeader({ alg: 'ES256', typ: 'otp-assertion+jwt', kid })
      .setIssuer(issuer)
      .setAudience('otp-madoguchi')
      .setSubject(customerId)
      .setJti(randomUUID())
      .setIssuedAt(seconds(now()))
      .setNotBefore(seconds(now()))
      .setExpirationTime(seconds(now()) + 30)
      .sign(signingKey);
  }

  /**
   * Ends sessions with the next request, on every instance: those of one sign-in, or all of a member.
   *
   * @param {{ corporationId: string, sid: string } | { corporationId: string, customerId: string }} which
   */
  async function endSessions(which) {
    const path = '/sessions/end';
    const body = JSON.stringify(which);
    const answer = await fetch(`${server}${path}`, {
      method: 'POST',
      headers: sign(path, body),
      body,
    });
    if (!answer.ok) throw new Error(`The counter did not end a session (${answer.status})`);
  }

  /** HTTP Message Signatures, RFC 9421. @param {string} path @param {string} body */
  function sign(path, body) {
    const digest = createHash('sha256').update(body).digest('base64');
    const fields = { 'content-type': 'application/json', 'content-digest': `sha-256=:${digest}:` };
    const covered = Object.entries({ '@method': 'POST', '@path': path, '@query': '?', ...fields });
    const names = covered.map(([name]) => `"${name}"`).join(' ');
    const input = `(${names});created=${seconds(now())};keyid="${client.keyId}";alg="hmac-sha256"`;
    const lines = [...covered, ['@signature-params', input]].map(
      ([name, value]) => `"${name}": ${value}`,
    );
    const mac = createHmac('sha256', client.key).update(lines.join('\n')).digest('base64');
    return { ...fields, 'signature-input': `otp=${input}`, signature: `otp=:${mac}:` };
  }

  return {
    begin,
    /** Somebody signs out. @param {Visitor} visitor */
    end: ({ corporationId, sid }) => endSessions({ corporationId, sid }),
    /** A password was changed, or rights were taken away. @param {string} corporationId @param {string} customerId */
    endMember: (corporationId, customerId) => endSessions({ corporationId, customerId }),
  };
}

/** @param {number | Date} time Milliseconds. */
function seconds(time) {
  return Math.floor(Number(time) / 1000);
}
