// Portable Symmetric Key Container (RFC 6030): the file in which makers hand over tokens. Owns
// which of its many forms are accepted; everything else is refused whole, with reason and line.
// Keeps nothing: what becomes of the keys is decided elsewhere.
import { pskc, keyAlgorithms, suites } from './pskc-names.ts';
import { decodeBase64, preSharedKeyBytes, valueOpener, type OpenValue } from './pskc-cipher.ts';
import { readXml } from './read-xml.ts';
import {
  assertDistinct,
  largestCounter,
  largestDrift,
  longestSecret,
  shortestSecret,
  stockTokenId,
  type StockKey,
} from './stock-key.ts';
import type { XmlElement } from './xml-element.ts';

const mostKeys = 20_000;

export interface PskcOptions {
  /** 16 bytes that the maker handed over by another way. */
  preSharedKey?: Uint8Array;
  /** Accepts secrets in clear: for trials, never for a bank's stock (A70). */
  allowPlain?: boolean;
}

/**
 * Reads all tokens of a PSKC file.
 *
 * @throws {StockError} with reason and line, if a single key of it can't be accepted.
 * @throws {RangeError} if the pre-shared key is not 16 bytes.
 */
export function readPskc(bytes: Uint8Array, options: PskcOptions = {}): StockKey[] {
  const { preSharedKey } = options;
  if (preSharedKey && preSharedKey.length !== preSharedKeyBytes)
    throw new RangeError(`The pre-shared key must have ${preSharedKeyBytes} bytes`);
  const container = readXml(bytes);
  if (!container.is(pskc, 'KeyContainer'))
    throw container.refusal('the file is not a PSKC key container');
  if (container.requiredAttribute('Version') !== '1.0')
    throw container.refusal('the PSKC version is not 1.0');
  container.allowOnly(pskc, ['EncryptionKey', 'MACMethod', 'KeyPackage']);
  const packages = container.children(pskc, 'KeyPackage');
  if (packages.length === 0) throw container.refusal('the file has no keys');
  if (packages.length > mostKeys) throw container.refusal('the file has more than 20,000 keys');
  const secretOf = secretReader(container, options);
  const keys = packages.map((keyPackage) => readPackage(keyPackage, secretOf));
  assertDistinctIds(packages);
  assertDistinct(keys);
  return keys;
}

/** How the secrets of this file are taken out, decided once for all of them. */
function secretReader(container: XmlElement, options: PskcOptions): OpenValue {
  let openValue: OpenValue | undefined;
  return (secret) => {
    const plain = secret.child(pskc, 'PlainValue');
    const encrypted = secret.child(pskc, 'EncryptedValue');
    if (plain && encrypted) throw plain.refusal('a secret both in clear and encrypted');
    if (plain && options.allowPlain !== true) throw plain.refusal('a secret in clear');
    if (plain) return decodeBase64(plain);
    if (!encrypted) throw secret.refusal('Secret has no value');
    if (!options.preSharedKey) throw encrypted.refusal('the pre-shared key is needed');
    openValue ??= valueOpener(container, options.preSharedKey);
    return openValue(secret);
  };
}

function readPackage(keyPackage: XmlElement, secretOf: OpenValue): StockKey {
  keyPackage.allowOnly(pskc, ['DeviceInfo', 'CryptoModuleInfo', 'Key', 'Extensions']);
  const key = keyPackage.requiredChild(pskc, 'Key');
  key.allowOnly(pskc, keyParts);
  const kind = keyAlgorithms.get(key.requiredAttribute('Algorithm'));
  if (kind === undefined) throw key.refusal('the key algorithm is not accepted');
  checkPolicy(key.child(pskc, 'Policy'));
  const data = key.requiredChild(pskc, 'Data');
  data.allowOnly(pskc, ['Secret', 'Counter', 'Time', 'TimeInterval', 'TimeDrift']);
  return {
    tokenId: readTokenId(keyPackage, key),
    kind,
    ...readParameters(key.requiredChild(pskc, 'AlgorithmParameters')),
    ...(kind === 'totp' ? readTime(data) : readCounter(data)),
    secret: readSecret(data.requiredChild(pskc, 'Secret'), secretOf),
    line: key.line,
  };
}

const keyParts = [
  'Issuer',
  'AlgorithmParameters',
  'KeyProfileId',
  'KeyReference',
  'FriendlyName',
  'Data',
  'UserId',
  'Policy',
  'Extensions',
];

/** A restriction that nobody here would keep must not be accepted (RFC 6030 section 5). */
function checkPolicy(policy: XmlElement | undefined): void {
  policy?.allowOnly(pskc, ['KeyUsage']);
  const usages = policy?.children(pskc, 'KeyUsage') ?? [];
  if (policy && !usages.some((usage) => usage.text() === 'OTP'))
    throw policy.refusal('the policy does not allow one-time passwords');
}

function readTokenId(keyPackage: XmlElement, key: XmlElement): string {
  const serial = keyPackage.child(pskc, 'DeviceInfo')?.child(pskc, 'SerialNo');
  const id = key.requiredAttribute('Id');
  return serial ? stockTokenId(serial.text(), serial.line) : stockTokenId(id, key.line);
}

function readParameters(parameters: XmlElement): Pick<StockKey, 'algorithm' | 'digits'> {
  parameters.allowOnly(pskc, ['Suite', 'ResponseFormat']);
  const suite = parameters.child(pskc, 'Suite');
  const algorithm = suite ? suites.get(suite.text()) : 'sha1';
  if (algorithm === undefined) throw parameters.refusal('the suite is not accepted');
  const format = parameters.requiredChild(pskc, 'ResponseFormat');
  if (format.requiredAttribute('Encoding') !== 'DECIMAL')
    throw format.refusal('codes must be decimal');
  const checkDigits = format.attribute('CheckDigits') ?? 'false';
  if (checkDigits !== 'false' && checkDigits !== '0')
    throw format.refusal('codes must have no check digit');
  const length = format.requiredAttribute('Length');
  if (length !== '6' && length !== '8') throw format.refusal('codes must have 6 or 8 digits');
  return { algorithm, digits: length === '6' ? 6 : 8 };
}

function readTime(data: XmlElement): Pick<StockKey, 'period' | 'counter' | 'drift'> {
  const start = data.child(pskc, 'Time');
  if (start && readInteger(start) !== 0n)
    throw start.refusal('time must be counted from 1970 (T0)');
  const interval = data.requiredChild(pskc, 'TimeInterval');
  const period = readInteger(interval);
  if (period !== 30n && period !== 60n) throw interval.refusal('a step must be 30 or 60 seconds');
  const driftElement = data.child(pskc, 'TimeDrift');
  const drift = driftElement ? Number(readInteger(driftElement)) : 0;
  if (driftElement && Math.abs(drift) > largestDrift)
    throw driftElement.refusal(`the clock is off by more than ${largestDrift} steps`);
  return { period: Number(period), counter: 0n, drift };
}

function readCounter(data: XmlElement): Pick<StockKey, 'period' | 'counter' | 'drift'> {
  const element = data.requiredChild(pskc, 'Counter');
  const counter = readInteger(element);
  if (counter < 0n || counter > largestCounter)
    throw element.refusal('the counter is not within 63 bits');
  return { period: 0, counter, drift: 0 };
}

function readInteger(element: XmlElement): bigint {
  element.allowOnly(pskc, ['PlainValue']);
  const text = element.requiredChild(pskc, 'PlainValue').text();
  if (!/^-?[0-9]{1,20}$/.test(text)) throw element.refusal(`${element.name} is not an integer`);
  return BigInt(text);
}

function readSecret(element: XmlElement, secretOf: OpenValue): Uint8Array {
  element.allowOnly(pskc, ['PlainValue', 'EncryptedValue', 'ValueMAC']);
  const secret = secretOf(element);
  if (secret.length < shortestSecret)
    throw element.refusal(`the secret is shorter than ${shortestSecret} bytes`);
  if (secret.length > longestSecret)
    throw element.refusal(`the secret is longer than ${longestSecret} bytes`);
  return secret;
}

function assertDistinctIds(packages: readonly XmlElement[]): void {
  const seen = new Set<string>();
  for (const keyPackage of packages) {
    const key = keyPackage.requiredChild(pskc, 'Key');
    const id = key.requiredAttribute('Id');
    if (seen.has(id)) throw key.refusal('the key Id came before');
    seen.add(id);
  }
}
