const sentences = {
  absent: 'the request carries no signature',
  malformed: 'the signature fields are not of the documented form',
  several: 'the request carries more than one signature',
  components: 'the covered components are not those that this request needs',
  parameters: 'the parameters are not created, keyid and alg alone',
  algorithm: 'alg is not hmac-sha256',
  digest: 'the digest is not that of the body',
  mismatch: 'no client has this key, or the signature is not made with it',
  time: 'created is too old, or ahead',
} as const;

export type SignatureFaultReason = keyof typeof sentences;

/** Why a signature is refused: for the log alone, the answer never tells. */
export class SignatureFault extends Error {
  readonly reason: SignatureFaultReason;

  constructor(reason: SignatureFaultReason, options?: ErrorOptions) {
    super(sentences[reason], options);
    this.name = 'SignatureFault';
    this.reason = reason;
  }
}
