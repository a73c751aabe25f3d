/** Whether requests are taken, and why not. */
export class Readiness {
  #reason: string | undefined = 'Waiting for the master data to be ingested.';
  #draining = false;

  get draining(): boolean {
    return this.#draining;
  }

  /** Undefined when requests are taken. */
  get reason(): string | undefined {
    return this.#draining ? 'The gateway is shutting down.' : this.#reason;
  }

  ingested(): void {
    this.#reason = undefined;
  }

  /** For good: a shutdown is not taken back. */
  drain(): void {
    this.#draining = true;
  }
}
