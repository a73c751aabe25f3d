import { vi } from 'vitest';

/** Waits until the assertion holds, which processes that start or recover take their time for. */
export function soon<T>(assertion: () => T | Promise<T>, timeout = 30_000): Promise<T> {
  return vi.waitFor(assertion, { timeout, interval: 10 });
}
