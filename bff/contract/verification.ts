/** What a portal may ask a member's code for. Words of the portal's own, entered into the audit. */
export const purposePattern = /^[a-z][a-z0-9-]{0,39}$/;

/** SHA-256 in base64url without padding: 43 characters, the last of which carries four bits. */
export const bindingPattern = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** `POST /verifications`, from the portal's own servers alone. */
export interface VerificationInput {
  corporationId: string;
  customerId: string;
  /** For example `transfer`. */
  purpose: string;
  code: string;
  /** Digest of what the code approves, made by the portal; entered into the history as it is. */
  binding?: string;
}

/** The code was right, and is spent. Everything else is a problem. */
export interface Verification {
  /** ISO 8601 instant. */
  verifiedAt: string;
}
