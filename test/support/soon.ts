import { vi } from 'vitest';

/** Waits until the assertion holds, for some seconds: processes that start or recover take their time. */
export function soon<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 15_000, interval: 10 });
}
