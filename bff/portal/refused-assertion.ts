/** Whom a word of the portal speaks of. */
export interface Vouched {
  corporationId: string;
  customerId: string;
}

/** Why an assertion makes no session: the cause of the refusal, which tells nothing of it. */
export class RefusedAssertion extends Error {
  override readonly name = 'RefusedAssertion';
  /** Absent unless the portal has signed it. */
  readonly vouched: Vouched | undefined;

  constructor(reason: string, vouched?: Vouched) {
    super(reason);
    this.vouched = vouched;
  }
}
