/** Time as the gateway sees it. Passed in wherever time matters, so that tests need no sleep. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Calls `run` once after `ms`; the timer does not keep the process alive. Returns how to cancel it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** ISO 8601 in UTC with milliseconds: the form of every time the gateway writes. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise(resolve => clock.after(ms, resolve));
}

/** Waits for work to end, but no longer than `ms`. Rejects when the work does so in time. */
export async function within(ms: number, clock: Clock, work: Promise<unknown>): Promise<void> {
  let cancel = () => {};
  const timeout = new Promise<void>(resolve => {
    cancel = clock.after(ms, resolve);
  });
  await Promise.race([work, timeout]).finally(() => cancel());
}
