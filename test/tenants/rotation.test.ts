import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { Rotation } from '../../src/tenants/rotation.ts';

let now: number;
let turns: (() => void)[];
let rotation: Rotation;
let order: string[];

beforeEach(() => {
  now = 0;
  turns = [];
  order = [];
  rotation = new Rotation({ now: () => now, nextTurn: run => void turns.push(run) });
});

/** One turn of the event loop: what was put off until then, and nothing that comes of it. */
const turn = () => {
  for (const run of turns.splice(0)) run();
};
const call = (tenant: string, costMs = 1) =>
  rotation.call(tenant, () => {
    order.push(tenant);
    now += costMs;
  });
const operation = (tenant: string) => rotation.operation(tenant, () => void order.push(`${tenant} begins`));
const runAll = () => {
  while (turns.length > 0) turn();
};

describe('while there is time', () => {
  test('work starts at once', () => {
    call('a');
    call('b');
    operation('a');
    expect(order).toEqual(['a', 'b', 'a begins']);
  });

  test('what the turn has no time for waits for the next', () => {
    for (let number = 0; number < 10; number++) call('a', 2);
    expect(order).toHaveLength(2);
    turn();
    expect(order).toHaveLength(4);
    runAll();
    expect(order).toHaveLength(10);
  });

  test('one turn starts at least one, however long each takes', () => {
    for (let number = 0; number < 4; number++) call('a', 100);
    for (const started of [1, 2, 3, 4]) {
      expect(order).toHaveLength(started);
      turn();
    }
  });
});

describe('who is next', () => {
  test('tenants take turns, whoever came first and with however many', () => {
    for (let number = 0; number < 20; number++) call('noisy', 5);
    for (let number = 0; number < 4; number++) call('quiet', 5);
    runAll();
    // The first noisy one started when nobody else was there.
    expect(order.slice(0, 9)).toEqual([
      'noisy',
      ...'quiet noisy quiet noisy quiet noisy quiet noisy'.split(' '),
    ]);
  });

  test('a tenant that was served less goes first, even past those that wait', () => {
    for (let number = 0; number < 20; number++) call('noisy', 5);
    turn();
    const before = order.length;
    call('quiet');
    expect(order[before]).toBe('quiet');
  });

  test('nobody saves up: what was served long ago is forgotten', () => {
    for (let number = 0; number < 50; number++) call('a');
    runAll();
    now += 2_000;
    order = [];
    for (let number = 0; number < 4; number++) {
      call('a', 5);
      call('b', 5);
    }
    runAll();
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']);
  });

  test('within a tenant, calls of what has begun go before what has not', () => {
    call('a', 10);
    operation('a');
    operation('a');
    call('a', 10);
    runAll();
    expect(order).toEqual(['a', 'a', 'a begins', 'a begins']);
  });
});

test('who leaves the queue is not served, and leaving twice or late does no harm', () => {
  call('a', 10);
  const leave = call('b');
  call('c');
  leave();
  leave();
  runAll();
  expect(order).toEqual(['a', 'c']);
  leave();
});

test('property: everything is started once, in order within a tenant; nobody who waits is passed over twice', () => {
  const arrivals = fc.array(
    fc.record({
      tenant: fc.constantFrom('a', 'b', 'c'),
      costMs: fc.integer({ min: 0, max: 6 }),
      turns: fc.nat(2),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(arrivals, list => {
      now = 0;
      turns = [];
      rotation = new Rotation({ now: () => now, nextTurn: run => void turns.push(run) });
      const started: { tenant: string; number: number; waiting: string[] }[] = [];
      const waiting = new Map<string, number>();
      for (const [number, { tenant, costMs, turns: pause }] of list.entries()) {
        waiting.set(tenant, (waiting.get(tenant) ?? 0) + 1);
        rotation.call(tenant, () => {
          waiting.set(tenant, waiting.get(tenant)! - 1);
          const others = [...waiting].filter(([other, count]) => count > 0 && other !== tenant);
          started.push({ tenant, number, waiting: others.map(([other]) => other) });
          now += costMs;
        });
        for (let passed = 0; passed < pause; passed++) turn();
      }
      runAll();
      expect(started.map(({ number }) => number).sort((one, other) => one - other)).toEqual([...list.keys()]);
      for (const tenant of ['a', 'b', 'c']) {
        const own = started.filter(entry => entry.tenant === tenant).map(({ number }) => number);
        expect(own).toEqual([...own].sort((one, other) => one - other));
      }
      // Served by count within a second, and all of this takes less: whoever waits is at most one behind.
      const served = new Map<string, number>();
      for (const { tenant, waiting: others } of now < 1_000 ? started : []) {
        for (const other of others) {
          expect(served.get(tenant) ?? 0).toBeLessThanOrEqual(served.get(other) ?? 0);
        }
        served.set(tenant, (served.get(tenant) ?? 0) + 1);
      }
    }),
    { numRuns: 300 },
  );
});
