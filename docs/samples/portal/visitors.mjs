// Stands in for the portal's own sign-in. Replace it with yours; what `vouch.mjs` asks of it is a
// `Visitor`. Sessions live in memory: a restart signs everybody out.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** @typedef {import('./vouch.mjs').Visitor} Visitor */

/**
 * @typedef {object} Person
 * @property {string} corporationId
 * @property {string} customerId
 * @property {string} name
 * @property {boolean} isMaster
 * @property {string} password In clear, because this is a sample.
 */

/** Milliseconds that somebody stays signed in, whatever they do. */
const longest = 8 * 60 * 60 * 1000;

/** @param {Person[]} people */
export function createVisitors(people) {
  /** @type {Map<string, Visitor>} */
  const visitors = new Map();
  /** @param {string} customerId @param {string} password */
  const find = (customerId, password) =>
    people.find((one) => one.customerId === customerId && isSame(one.password, password));

  return {
    /** The value of the portal's cookie, or undefined. @param {string} customerId @param {string} password */
    signIn(customerId, password) {
      const person = find(customerId, password);
      if (person === undefined) return undefined;
      const { corporationId, isMaster } = person;
      const now = Date.now();
      const key = randomBytes(32).toString('base64url');
      visitors.set(key, {
        corporationId,
        customerId,
        isMaster,
        sid: randomBytes(16).toString('base64url'),
        authenticatedAt: new Date(now),
        endsAt: new Date(now + longest),
      });
      return key;
    },

    /** @param {string | undefined} key */
    find(key = '') {
      const visitor = visitors.get(key);
      return visitor === undefined || visitor.endsAt.getTime() < Date.now() ? undefined : visitor;
    },

    /** True if the password is theirs; then it counts as seen now. @param {Visitor} visitor @param {string} password */
    reauthenticate(visitor, password) {
      if (find(visitor.customerId, password) === undefined) return false;
      visitor.authenticatedAt = new Date();
      return true;
    },

    /** Signs them out everywhere. @param {Visitor} visitor @param {string} next */
    changePassword({ customerId }, next) {
      for (const one of people) if (one.customerId === customerId) one.password = next;
      for (const [key, one] of visitors) if (one.customerId === customerId) visitors.delete(key);
    },

    /** @param {string} key */
    signOut: (key) => visitors.delete(key),
  };
}

/** Compares without telling by its time how much was right. @param {string} a @param {string} b */
function isSame(a, b) {
  const digest = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
