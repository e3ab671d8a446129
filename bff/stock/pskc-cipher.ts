// Encrypted values of PSKC with a pre-shared key (RFC 6030 section 6.1). The MAC is checked first,
// over the whole ciphertext, and every failure of it reads the same (A69).
import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { aes128Cbc, ds, macAlgorithms, pskc, xenc } from './pskc-names.ts';
import type { XmlElement } from './xml-element.ts';

/** AES-128, and the block of AES. */
export const preSharedKeyBytes = 16;
const blockBytes = 16;
const shortestMacKey = 16;

/** Opens an element that has an `EncryptedValue` and its `ValueMAC`. */
export type OpenValue = (element: XmlElement) => Uint8Array;

/**
 * Prepares to open the values of a container: finds out how they are protected and unwraps the MAC
 * key.
 *
 * @throws {StockError} if the container is protected in a way that is not accepted.
 */
export function valueOpener(container: XmlElement, preSharedKey: Uint8Array): OpenValue {
  container.requiredChild(pskc, 'EncryptionKey').allowOnly(ds, ['KeyName']);
  const method = container.requiredChild(pskc, 'MACMethod');
  method.allowOnly(pskc, ['MACKey']);
  const hash = macAlgorithms.get(method.requiredAttribute('Algorithm'));
  if (hash === undefined) throw method.refusal('the MAC algorithm is not accepted');
  const macKeyElement = method.requiredChild(pskc, 'MACKey');
  const macKey = decrypt(cipherValue(macKeyElement), preSharedKey);
  const usable = macKey !== undefined && macKey.length >= shortestMacKey;
  if (!usable) throw unverified(macKeyElement);
  if (Buffer.compare(macKey, preSharedKey) === 0)
    throw macKeyElement.refusal('the MAC key is the encryption key');

  return (element) => {
    const value = element.requiredChild(pskc, 'EncryptedValue');
    const ciphertext = cipherValue(value);
    const mac = decodeBase64(element.requiredChild(pskc, 'ValueMAC'));
    const expected = createHmac(hash, macKey).update(ciphertext).digest();
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) throw unverified(value);
    const plain = decrypt(ciphertext, preSharedKey);
    if (plain === undefined) throw unverified(value);
    return plain;
  };
}

/** Base64 with the white space that XML allows in it. */
export function decodeBase64(element: XmlElement): Uint8Array {
  const text = element.text().replaceAll(/\s+/g, '');
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (bytes.length === 0 || Buffer.from(bytes).toString('base64') !== text)
    throw element.refusal(`${element.name} is not base64`);
  return bytes;
}

function cipherValue(element: XmlElement): Uint8Array {
  element.allowOnly(xenc, ['EncryptionMethod', 'CipherData']);
  const method = element.requiredChild(xenc, 'EncryptionMethod');
  if (method.requiredAttribute('Algorithm') !== aes128Cbc)
    throw method.refusal('the encryption algorithm is not accepted');
  const data = element.requiredChild(xenc, 'CipherData');
  data.allowOnly(xenc, ['CipherValue']);
  return decodeBase64(data.requiredChild(xenc, 'CipherValue'));
}

/**
 * AES-128-CBC with the initialisation vector in front. The padding is XML Encryption's (section 5.2):
 * only its last byte has a meaning, so Node's own check of PKCS #7 would refuse lawful files.
 */
function decrypt(ciphertext: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const blocks = ciphertext.length / blockBytes;
  if (!Number.isInteger(blocks) || blocks < 2) return undefined;
  const decipher = createDecipheriv('aes-128-cbc', key, ciphertext.subarray(0, blockBytes));
  decipher.setAutoPadding(false);
  const parts = [decipher.update(ciphertext.subarray(blockBytes)), decipher.final()];
  const padded = new Uint8Array(Buffer.concat(parts));
  const padding = padded.at(-1) ?? 0;
  return padding >= 1 && padding <= blockBytes ? padded.subarray(0, -padding) : undefined;
}

function unverified(element: XmlElement) {
  return element.refusal('the MAC does not match: another key, or a changed file');
}
