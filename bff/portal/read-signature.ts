// What a request says of its signature: `Signature-Input` and `Signature` (RFC 9421 section 4) and
// `Content-Digest` (RFC 9530). It reads and refuses forms; whether the signature is right is
// request-signature.ts's question. Of what the standard allows, one form is taken: one signature,
// components without parameters, and exactly the parameters that are judged.
import {
  type InnerList,
  isInnerList,
  type Item,
  parseDictionary,
  serializeInnerList,
} from 'structured-headers';
import { SignatureFault } from './signature-fault.ts';

export interface PresentedSignature {
  /** In the order in which they are covered; none twice. */
  components: readonly string[];
  /** The member of `Signature-Input`, serialized anew as the signature base wants it. */
  parameters: string;
  keyId: string;
  /** Seconds since the epoch. */
  created: number;
  signature: Uint8Array;
}

const signatureAlgorithm = 'hmac-sha256';
const digestAlgorithm = 'sha-256';

/**
 * @param input the value of `Signature-Input`.
 * @param signature the value of `Signature`.
 * @throws {SignatureFault} for anything but the one form above.
 */
export function readSignature(
  input: string | undefined,
  signature: string | undefined,
): PresentedSignature {
  if (input === undefined || signature === undefined) throw new SignatureFault('absent');
  const [label, covered] = onlyMember(input);
  const [signedLabel, signed] = onlyMember(signature);
  if (label !== signedLabel || !isInnerList(covered)) throw new SignatureFault('malformed');
  return {
    components: componentsOf(covered),
    parameters: serializeInnerList(covered),
    ...parametersOf(covered),
    signature: bytesOf(signed),
  };
}

/**
 * The digest that `Content-Digest` tells.
 *
 * @throws {SignatureFault} for anything but one digest by SHA-256.
 */
export function readContentDigest(value: string): Uint8Array {
  const [algorithm, digest] = onlyMember(value);
  if (algorithm !== digestAlgorithm) throw new SignatureFault('malformed');
  return bytesOf(digest);
}

function onlyMember(value: string): [name: string, member: Item | InnerList] {
  const members = [...dictionaryOf(value)];
  const [member] = members;
  if (member === undefined) throw new SignatureFault('malformed');
  if (members.length > 1) throw new SignatureFault('several');
  return member;
}

function dictionaryOf(value: string) {
  try {
    return parseDictionary(value);
  } catch (cause) {
    throw new SignatureFault('malformed', { cause });
  }
}

function componentsOf([items]: InnerList): string[] {
  const names = items.map(([name, parameters]) => {
    // `"@method";req` would be another request's method.
    if (typeof name !== 'string' || parameters.size > 0) throw new SignatureFault('components');
    return name;
  });
  if (new Set(names).size !== names.length) throw new SignatureFault('components');
  return names;
}

function parametersOf([, parameters]: InnerList) {
  const created = parameters.get('created');
  const keyId = parameters.get('keyid');
  const algorithm = parameters.get('alg');
  if (parameters.size !== 3 || typeof keyId !== 'string' || !Number.isSafeInteger(created))
    throw new SignatureFault('parameters');
  if (algorithm !== signatureAlgorithm) throw new SignatureFault('algorithm');
  return { created: Number(created), keyId };
}

function bytesOf(member: Item | InnerList): Uint8Array {
  const [value, parameters] = member;
  if (!(value instanceof ArrayBuffer) || parameters.size > 0) throw new SignatureFault('malformed');
  return new Uint8Array(value);
}
