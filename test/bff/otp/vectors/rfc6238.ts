/** RFC 6238 appendix B: TOTP, eight digits, steps of 30 seconds. Seeds as its erratum 2866 has them. */
export const rfc6238Secrets = {
  sha1: Buffer.from('12345678901234567890'),
  sha256: Buffer.from('12345678901234567890123456789012'),
  sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
};

/** `at` in seconds since the epoch. */
export const rfc6238Codes = [
  { at: 59, sha1: '94287082', sha256: '46119246', sha512: '90693936' },
  { at: 1111111109, sha1: '07081804', sha256: '68084774', sha512: '25091201' },
  { at: 1111111111, sha1: '14050471', sha256: '67062674', sha512: '99943326' },
  { at: 1234567890, sha1: '89005924', sha256: '91819424', sha512: '93441116' },
  { at: 2000000000, sha1: '69279037', sha256: '90698825', sha512: '38618901' },
  { at: 20000000000, sha1: '65353130', sha256: '77737706', sha512: '47863826' },
];
