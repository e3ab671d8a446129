/** RFC 4226 appendix D: HOTP with SHA-1, six digits, counters 0 to 9. */
export const rfc4226Secret = Buffer.from('12345678901234567890');

export const rfc4226Codes = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];
