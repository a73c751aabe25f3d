import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { Caches } from '../../src/cache/caches.ts';
import { shared } from '../../src/cache/keys.ts';
import { bytesOf } from '../../src/cache/size.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { sampleResources } from '../../src/fhir/sample/index.ts';
import { ManualClock } from '../support/clock.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

const megabyte = 1024 * 1024;
const budget = (process.env.LONG ? 128 : 32) * megabyte;
const tenants = Array.from({ length: 8 }, (_, number) => `clinic-${number}` as TenantId);
const texts = [...sampleResources('Encounter', { patients: 60, seed: 1 })].map(each => JSON.stringify(each));

/** Of what lives. */
function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('what is kept takes as much as is counted, however much is asked for', () => {
  const clock = new ManualClock();
  const caches = new Caches({
    ...{ clock, mode: 'on', bytes: budget, tenantBytes: budget / 2 },
    ...{ secret: Buffer.alloc(32), version: 'test' },
  });
  const resource = { domain: 'resource', scope: shared, profile: 'long', shareable: true } as const;
  const answer = { domain: 'answer', scope: shared, profile: 'short', shareable: false } as const;
  let number = 0;
  const fill = (bytes: number) => {
    for (let given = 0; given < bytes; number++) {
      const cache = caches.of(tenants[number % tenants.length]!)!;
      const id = `Encounter/encounter-${number}`;
      // Text of its own, as a store gives it.
      const text = texts[number % texts.length]!.replace('"id":"', `"id":"${number}-`);
      const tags = [id, 'Encounter'] as never;
      if (number % 4 === 3) {
        cache.put({ ...answer, bytes: bytesOf }, [id], text.slice(1), tags, cache.begin());
        given += bytesOf(text);
      } else {
        const value: unknown = JSON.parse(text);
        cache.put({ ...resource, bytes: bytesOf }, [id], value, tags, cache.begin());
        given += bytesOf(value);
      }
    }
  };
  fill(megabyte);
  const before = heap() - caches.bytes;
  for (let round = 0; round < 3; round++) {
    fill(budget);
    expect(caches.bytes).toBeLessThanOrEqual(budget);
    expect(caches.bytes).toBeGreaterThan(0.9 * budget);
    const taken = (heap() - before) / caches.bytes;
    expect(taken).toBeLessThan(1.2);
    expect(taken).toBeGreaterThan(0.7);
  }
  caches.clear('test');
  expect(heap() - before).toBeLessThan(0.1 * budget);
});
