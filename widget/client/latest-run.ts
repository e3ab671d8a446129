/**
 * Work of which only the newest run counts. After every `await` a run must look at its signal: once
 * that is aborted, another run has begun or nobody waits any more, and the run must change nothing.
 */
export class LatestRun {
  #controller = new AbortController();

  /** Ends the run before and begins another. */
  begin(): AbortSignal {
    this.#controller.abort();
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /** Ends the run without another. */
  end(): void {
    this.#controller.abort();
  }
}
