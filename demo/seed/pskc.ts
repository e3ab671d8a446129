// Writes the file in which a maker of tokens hands them over (RFC 6030), as a maker would: secrets
// under AES-128-CBC with a pre-shared key, each with its MAC (sections 6.1 and 6.2).
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import type { ToyToken } from '../toy/toy-token.ts';

export interface PskcOptions {
  /** 16 bytes, agreed between maker and bank. */
  preSharedKey: Uint8Array;
  keyName: string;
  manufacturer: string;
}

const aes128 = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
const hmacSha1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const keyAlgorithm = 'urn:ietf:params:xml:ns:keyprov:pskc';
const macKeyBytes = 20;

export function writePskc(tokens: readonly ToyToken[], options: PskcOptions): string {
  const macKey = randomBytes(macKeyBytes);
  const packages = tokens.map((token) => keyPackage(token, macKey, options));
  return `<?xml version="1.0" encoding="UTF-8"?>
<pskc:KeyContainer Version="1.0"
  xmlns:pskc="${keyAlgorithm}"
  xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
  xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
  <pskc:EncryptionKey><ds:KeyName>${options.keyName}</ds:KeyName></pskc:EncryptionKey>
  <pskc:MACMethod Algorithm="${hmacSha1}">
    <pskc:MACKey>${cipher(encrypt(macKey, options.preSharedKey))}</pskc:MACKey>
  </pskc:MACMethod>${packages.join('')}
</pskc:KeyContainer>
`;
}

function keyPackage(token: ToyToken, macKey: Uint8Array, options: PskcOptions): string {
  const value = encrypt(Buffer.from(token.secret, 'hex'), options.preSharedKey);
  const mac = createHmac('sha1', macKey).update(value).digest('base64');
  return `
  <pskc:KeyPackage>
    <pskc:DeviceInfo>
      <pskc:Manufacturer>${options.manufacturer}</pskc:Manufacturer>
      <pskc:SerialNo>${token.tokenId}</pskc:SerialNo>
    </pskc:DeviceInfo>
    <pskc:Key Id="${token.tokenId}" Algorithm="${keyAlgorithm}:${token.kind}">
      <pskc:AlgorithmParameters>
        ${suite(token)}<pskc:ResponseFormat Length="${token.digits}" Encoding="DECIMAL"/>
      </pskc:AlgorithmParameters>
      <pskc:Data>
        <pskc:Secret>
          <pskc:EncryptedValue>${cipher(value)}</pskc:EncryptedValue>
          <pskc:ValueMAC>${mac}</pskc:ValueMAC>
        </pskc:Secret>
        ${movingFactor(token)}
      </pskc:Data>
    </pskc:Key>
  </pskc:KeyPackage>`;
}

/** RFC 6030 names no suite for plain HMAC-SHA-1: it is the default. */
function suite({ algorithm }: ToyToken): string {
  return algorithm === 'sha256' ? '<pskc:Suite>HMAC-SHA256</pskc:Suite>' : '';
}

function movingFactor({ kind, period }: ToyToken): string {
  return kind === 'hotp'
    ? '<pskc:Counter><pskc:PlainValue>0</pskc:PlainValue></pskc:Counter>'
    : `<pskc:TimeInterval><pskc:PlainValue>${period}</pskc:PlainValue></pskc:TimeInterval>`;
}

/** IV and ciphertext in one, as XML Encryption 1.1 section 5.2 puts them. */
function encrypt(plain: Uint8Array, key: Uint8Array): Buffer {
  const iv = randomBytes(16);
  const aes = createCipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([iv, aes.update(plain), aes.final()]);
}

function cipher(value: Buffer): string {
  return `<xenc:EncryptionMethod Algorithm="${aes128}"/><xenc:CipherData><xenc:CipherValue>${value.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
}
