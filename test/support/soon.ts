import { vi } from 'vitest';

/** Waits until the assertion holds, for some seconds: processes that start or recover take their time. */
export function soon<T>(assertion: () => T | Promise<T>, timeout = 15_000): Promise<T> {
  return vi.waitFor(assertion, { timeout, interval: 10 });
}
