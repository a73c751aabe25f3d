import { expect, test } from 'vitest';
import { Resources, shortage, type Usage } from '../../src/tenants/resources.ts';

let shrunk = 0;
const at = (usage: Partial<Usage>) =>
  new Resources({
    measure: what => usage[what] ?? 0,
    shrink: () => {
      shrunk += 1;
    },
  });

test.each([
  [{ memory: 0.79 }, 0, undefined],
  [{ memory: 0.8 }, 1, undefined],
  [{ memory: 0.9 }, 1, 'memory'],
  [{ files: 0.95 }, 0, 'open files'],
])('%o: caches are let go %i times, and what is short is %s', (usage, times, shortOf) => {
  shrunk = 0;
  const resources = at(usage);
  resources.look();
  expect([shrunk, shortage(resources.usage())]).toEqual([times, shortOf]);
  if (shortOf === undefined) resources.check();
  else expect(() => resources.check()).toThrow(`short of ${shortOf}`);
});

test('what this process uses is measured', () => {
  const { memory, files } = new Resources({ shrink: () => {} }).usage();
  expect(memory).toBeGreaterThan(0);
  expect(memory).toBeLessThan(1);
  expect(files).toBeLessThan(1);
  const tight = new Resources({ memoryLimit: 1_000_000, shrink: () => {} });
  expect(shortage(tight.usage())).toBe('memory');
});
