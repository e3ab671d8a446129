/**
 * The service or a command can't start, for a reason that the operator can act on: a file without rights,
 * a server that can't be reached. The message is all that they need; it is printed without a stack.
 */
export class StartFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartFault';
  }
}
