/** Whether requests are taken, why not, and how many are being served. */
export class Admission {
  #reason: string | undefined = 'Waiting for the master data to be ingested.';
  #draining = false;
  #running = 0;
  #idle: (() => void) | undefined;

  get draining(): boolean {
    return this.#draining;
  }

  /** Undefined when requests are taken. */
  get reason(): string | undefined {
    return this.#draining ? 'The gateway is shutting down.' : this.#reason;
  }

  /** The master data is there. */
  open(): void {
    this.#reason = undefined;
  }

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#idle?.();
  }

  /** Takes no further requests, for good. Resolves when those being served have ended. */
  drain(): Promise<void> {
    this.#draining = true;
    if (this.#running === 0) return Promise.resolve();
    return new Promise(resolve => {
      this.#idle = resolve;
    });
  }
}
