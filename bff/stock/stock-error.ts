/** A stock file is refused, whole. The reason is ours and never quotes the file. */
export class StockError extends Error {
  readonly reason: string;
  /** One-based. */
  readonly line: number;

  constructor(reason: string, line: number) {
    super(`Line ${line}: ${reason}`);
    this.name = 'StockError';
    this.reason = reason;
    this.line = line;
  }
}
