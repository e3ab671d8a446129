import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPskc, type PskcOptions } from '../../../bff/stock/pskc.ts';
import { StockError } from '../../../bff/stock/stock-error.ts';
import { figure6, figure6Key } from './rfc6030.ts';

const withKey: PskcOptions = { preSharedKey: figure6Key };
const mismatch = 'the MAC does not match: another key, or a changed file';

/** Reason and line of the refusal of a text; undefined if it is read. */
function refusalOf(text: string | Uint8Array, options = withKey): string | undefined {
  try {
    readPskc(Buffer.from(text), options);
    return undefined;
  } catch (cause) {
    if (cause instanceof StockError) return `${cause.line}: ${cause.reason}`;
    throw cause;
  }
}

const clearSecret = '<PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue>';
const clear = figure6
  .replace(/ {10}<EncryptedValue>[^]*<\/ValueMAC>\n/, `          ${clearSecret}\n`)
  .replace(/ {2}<EncryptionKey>[^]*<\/MACMethod>\n/, '');
const timed = clear
  .replace('pskc:hotp', 'pskc:totp')
  .replaceAll('Counter>', 'TimeInterval>')
  .replace('<PlainValue>0', '<PlainValue>30');
const allowPlain: PskcOptions = { allowPlain: true };

describe('a changed encrypted container', () => {
  const macLine = '          <ValueMAC>Su+NvtQfmvfJzF6bmQiJqoLRExc=\n          </ValueMAC>\n';
  const macMethod = / {2}<MACMethod[^]*<\/MACMethod>\n/;
  const macKey = / {4}<MACKey>[^]*<\/MACKey>\n/;
  it.each([
    ['a changed ciphertext', 'AAECAwQF', 'AAECAwQG', `34: ${mismatch}`],
    ['a changed MAC', 'Su+NvtQf', 'Su+NvtQg', `34: ${mismatch}`],
    ['a shortened MAC', 'Su+NvtQfmvfJzF6bmQiJqoLRExc=', 'Su+NvtQfmvfJ', `34: ${mismatch}`],
    ['a changed MAC key', 'ESIzRFVm', 'ESIzRFVn', `34: ${mismatch}`],
    ['half a block', 'AAECAwQFBgcICQoLDA0OD+cI', 'AAECAwQFBgcICQoLDA0O', `34: ${mismatch}`],
    ['no ValueMAC', macLine, '', '33: Secret has no ValueMAC'],
    ['no MACMethod', macMethod, '', '2: KeyContainer has no MACMethod'],
    ['no MACKey', macKey, '', '9: MACMethod has no MACKey'],
    ['an unknown MAC', '#hmac-sha1', '#hmac-md5', '9: the MAC algorithm is not accepted'],
    ['3DES', /aes128-cbc/g, 'tripledes-cbc', '11: the encryption algorithm is not accepted'],
    [
      '3DES for one',
      /(aes128-cbc[^]*)aes128-cbc/,
      '$1des',
      '35: the encryption algorithm is not accepted',
    ],
    ['text for base64', 'AAECAwQF', '!AECAwQF', '37: CipherValue is not base64'],
    [
      'a derived key',
      '<ds:KeyName>Pre-shared-key</ds:KeyName>',
      '<xenc:DerivedKey/>',
      '7: an element that has no place in EncryptionKey',
    ],
  ])('is refused with %s (A69, A70)', (_, from, to, refusal) => {
    expect(figure6.replace(from, to)).not.toBe(figure6);
    expect(refusalOf(figure6.replace(from, to))).toBe(refusal);
  });

  it('is refused under another key, without key (A69)', () => {
    expect(refusalOf(figure6, { preSharedKey: randomBytes(16) })).toMatch(mismatch);
    expect(refusalOf(figure6, {})).toBe('34: the pre-shared key is needed');
    expect(() => readPskc(Buffer.from(figure6), { preSharedKey: randomBytes(32) })).toThrow(
      RangeError,
    );
  });

  it('is refused when its MAC key is the encryption key (A69)', () => {
    const reused = encrypt(figure6Key, figure6Key).toString('base64');
    const text = figure6.replace(/ESIz\S+/, reused);
    expect(refusalOf(text)).toBe('10: the MAC key is the encryption key');
  });

  it('is refused with a MAC over the plaintext (A69)', () => {
    const secret = Buffer.from('12345678901234567890');
    const macKey = Buffer.from('1122334455667788990011223344556677889900', 'hex');
    const mac = createHmac('sha1', macKey).update(secret).digest('base64');
    expect(refusalOf(figure6.replace(/Su\+N\S+=/, mac))).toBe(`34: ${mismatch}`);
  });
});

describe('a file of another form', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "b">]>';
  it.each([
    ['a DOCTYPE', '<KeyContainer', `${bomb}<KeyContainer`, '2: DOCTYPE and ENTITY are not allowed'],
    [
      'a DOCTYPE in a comment',
      '<Data>',
      '<!--<!doctype x>--><Data>',
      '19: DOCTYPE and ENTITY are not allowed',
    ],
    ['an ENTITY', 'Issuer<', '<!ENTITY x "y"><', '15: DOCTYPE and ENTITY are not allowed'],
    ['an unknown entity', 'Issuer<', '&issuer;<', '15: the file is not well-formed XML'],
    ['an inherited entity', 'Issuer<', '&constructor;<', '15: the file is not well-formed XML'],
    ['an open element', '</KeyContainer>', '', '30: the file is not well-formed XML'],
    [
      'a second root',
      '</KeyContainer>',
      '</KeyContainer><a/>',
      '29: the file is not well-formed XML',
    ],
    ['another encoding', 'UTF-8', 'UTF-7', '1: the file is not declared as UTF-8'],
    [
      'another namespace',
      'xml:ns:keyprov:pskc"',
      'xml:ns:other"',
      '2: the file is not a PSKC key container',
    ],
    ['another version', '"1.0"\n', '"1.1"\n', '2: the PSKC version is not 1.0'],
    [
      'a long attribute',
      'Id="12345678"',
      `Id="${'1'.repeat(4097)}"`,
      '14: an attribute is too long',
    ],
    ['a stranger', '<Data>', '<Date/><Data>', '19: an element that has no place in Key'],
    [
      'a foreign key',
      '<KeyPackage>',
      '<KeyPackage xmlns="urn:a">',
      '6: an element that has no place in KeyContainer',
    ],
  ])('is refused with %s (A67, A72, A73)', (_, from, to, refusal) => {
    expect(clear.replace(from, to)).not.toBe(clear);
    expect(refusalOf(clear.replace(from, to), allowPlain)).toBe(refusal);
  });

  it('is refused when it is not UTF-8 (A72)', () => {
    expect(refusalOf(Buffer.from(clear, 'utf16le'), allowPlain)).toBe(
      '1: the file is not well-formed XML',
    );
    expect(refusalOf(Buffer.from(clear.replace('Issuer<', 'é<'), 'latin1'), allowPlain)).toBe(
      '1: the file is not UTF-8',
    );
  });

  it('is refused beyond its limits (A72)', () => {
    const large = clear + ' '.repeat(10 * 1024 * 1024);
    expect(refusalOf(large, allowPlain)).toBe('1: the file is larger than 10 MiB');
    const deep = '<a>'.repeat(32) + '</a>'.repeat(32);
    expect(refusalOf(clear.replace('Issuer<', `${deep}<`), allowPlain)).toBe(
      '15: elements are nested too deeply',
    );
    const many = clear.replace(/<KeyPackage>[^]*<\/KeyPackage>/, '<KeyPackage/>'.repeat(20_001));
    expect(refusalOf(many, allowPlain)).toBe('2: the file has more than 20,000 keys');
  });

  it('is refused when it is empty or no XML', () => {
    expect(refusalOf('')).toBe('1: the file is not well-formed XML');
    expect(refusalOf('serial,secret\n')).toBe('2: the file is not well-formed XML');
  });

  it('leaves the prototype alone whatever its names (A60, A68)', () => {
    const named = clear.replace('<Data>', '<__proto__ __proto__="x" constructor="y"/><Data>');
    expect(refusalOf(named, allowPlain)).toMatch('no place in Key');
    const attribute = clear.replace('<Data>', '<Data __proto__="x" constructor="y">');
    expect(refusalOf(attribute, allowPlain)).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('x' in {}).toBe(false);
  });
});

describe('a key that can not be accepted', () => {
  const twice = (text: string) => text.replace(/(<KeyPackage>[^]*<\/KeyPackage>)/, '$1$1');
  const plain = (value: string) => `<PlainValue>${value}</PlainValue>`;
  it.each([
    ['no keys', / *<KeyPackage>[^]*<\/KeyPackage>\n/, '', '2: the file has no keys'],
    ['no key algorithm', 'pskc:hotp', 'pskc:ocra', '14: the key algorithm is not accepted'],
    ['two secrets', '<Secret>', `<Secret>${clearSecret}</Secret><Secret>`, '20: a second Secret'],
    ['two values', clearSecret, clearSecret.repeat(2), '21: a second PlainValue'],
    ['no secret', /<Secret>[^]*<\/Secret>/, '', '19: Data has no Secret'],
    ['no value', clearSecret, '', '20: Secret has no value'],
    ['15 bytes', /MTIz\w+=/, 'MTIzNDU2Nzg5MDEyMzQ1', '20: the secret is shorter than 16 bytes'],
    [
      '129 bytes',
      /MTIz\w+=/,
      Buffer.alloc(129).toString('base64'),
      '20: the secret is longer than 128 bytes',
    ],
    ['7 digits', 'Length="8"', 'Length="7"', '17: codes must have 6 or 8 digits'],
    ['hexadecimal codes', 'DECIMAL', 'HEXADECIMAL', '17: codes must be decimal'],
    [
      'check digits',
      'Length="8"',
      'Length="8" CheckDigits="true"',
      '17: codes must have no check digit',
    ],
    [
      'another suite',
      '<ResponseFormat',
      '<Suite>MD5</Suite><ResponseFormat',
      '16: the suite is not accepted',
    ],
    ['no counter', /<Counter>[^]*<\/Counter>/, '', '19: Data has no Counter'],
    [
      'a counter of 64 bits',
      plain('0'),
      plain(`${2n ** 63n}`),
      '23: the counter is not within 63 bits',
    ],
    ['a counter below 0', plain('0'), plain('-1'), '23: the counter is not within 63 bits'],
    ['a counter in words', plain('0'), plain('none'), '23: Counter is not an integer'],
    [
      'an unkept policy',
      '<Data>',
      '<Policy><PINPolicy/></Policy><Data>',
      '19: an element that has no place in Policy',
    ],
    [
      'another usage',
      '<Data>',
      '<Policy><KeyUsage>CR</KeyUsage></Policy><Data>',
      '19: the policy does not allow one-time passwords',
    ],
    ['a formula', '987654321', '=CMD-1', '9: the serial number is not 4 to 32 of A-Z 0-9 -'],
    [
      'a long serial',
      '987654321',
      '9'.repeat(33),
      '9: the serial number is not 4 to 32 of A-Z 0-9 -',
    ],
    ['a folding serial', '987654321', '9876ß', '9: the serial number is not 4 to 32 of A-Z 0-9 -'],
  ])('is refused for %s (A20, A73, A75, A76)', (_, from, to, refusal) => {
    expect(clear.replace(from, to)).not.toBe(clear);
    expect(refusalOf(clear.replace(from, to), allowPlain)).toBe(refusal);
  });

  it.each([
    ['a step of 10 seconds', '<PlainValue>30', '<PlainValue>10', 'a step must be 30 or 60 seconds'],
    [
      'another T0',
      '<TimeI',
      `<Time>${plain('1')}</Time><TimeI`,
      'time must be counted from 1970 (T0)',
    ],
    [
      'too much drift',
      '<TimeI',
      `<TimeDrift>${plain('21')}</TimeDrift><TimeI`,
      'the clock is off by more than 20 steps',
    ],
    ['no step', /<TimeInterval>[^]*<\/TimeInterval>/, '', 'Data has no TimeInterval'],
  ])('is refused for %s (A76)', (_, from, to, reason) => {
    expect(refusalOf(timed, allowPlain)).toBeUndefined();
    expect(refusalOf(timed.replace(from, to), allowPlain)).toMatch(`: ${reason}`);
  });

  it('is refused in clear unless that is allowed (A70)', () => {
    expect(refusalOf(clear, allowPlain)).toBeUndefined();
    expect(refusalOf(clear)).toBe('21: a secret in clear');
  });

  it('is refused when its serial or Id came before', () => {
    const ids = twice(clear).replace('Id="12345678"', 'Id="other"');
    expect(refusalOf(ids, allowPlain)).toMatch('the serial number came before');
    expect(refusalOf(twice(clear), allowPlain)).toMatch('the key Id came before');
  });

  it('keeps a drift that the maker measured', () => {
    const drifted = timed.replace('<TimeI', `<TimeDrift>${plain('-3')}</TimeDrift><TimeI`);
    expect(readPskc(Buffer.from(drifted), allowPlain)[0]?.drift).toBe(-3);
  });
});

function encrypt(plain: Uint8Array, key: Uint8Array): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}
