import { randomInt } from 'node:crypto';

/** Letters and digits that can't be mistaken for each other when read out (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomCharacters = 8;

/**
 * 受付番号: the day in Japan, then 40 random bits. `20261122-7K3QX0ZD`. `at` in milliseconds. What the
 * portal or the bank did to a registration has one as well, so that history and S-60 tell of one thing.
 */
export function newReceiptNumber(at: number): string {
  const day = new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  const random = Array.from({ length: randomCharacters }, () => alphabet[randomInt(32)]);
  return `${day.replaceAll('-', '')}-${random.join('')}`;
}
