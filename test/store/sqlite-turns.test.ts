import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Condition } from '../../src/fhir/search.ts';
import type { Collection } from '../../src/store/port.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { Turns } from '../../src/store/sqlite/turns.ts';
import { patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

/** What `src/store/sqlite/turns.ts` allows all searches together, in one turn of the event loop. */
const budgetMs = 8;

/** Every look at the clock takes a millisecond, so that pieces of work are long enough whatever the machine. */
function slowClock(): void {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => ++now);
}

/**
 * Counts pieces of work by the turn of the event loop in which they were allowed. Between two looks of a test's own
 * there may be those of two turns, since a turn has no order of its own.
 */
function countPieces() {
  const pieces = { all: 0, mostInATurn: 0, now: 0 };
  const take = Turns.prototype.take;
  vi.spyOn(Turns.prototype, 'take').mockImplementation(async function (this: Turns, signal) {
    await take.call(this, signal);
    pieces.all += 1;
    pieces.now += 1;
    pieces.mostInATurn = Math.max(pieces.mostInATurn, pieces.now);
  });
  return pieces;
}

/** Turns of the event loop until the work is done. */
async function turnsUntil(work: Promise<unknown>, pieces: { now: number }): Promise<number> {
  let done = false;
  const end = () => {
    done = true;
  };
  work.then(end, end);
  let turns = 0;
  for (; !done; turns++) {
    await setImmediate();
    pieces.now = 0;
  }
  return turns;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('searches side by side', () => {
  const slices = { firstSlice: 4, largestSlice: 32, firstReadSlice: 4, largestReadSlice: 16 };
  const world = useWorld(clock =>
    temporarySqliteStore(clock, { ...defaultTuning, sortableRows: 20, ...slices }),
  );
  const where: Condition[] = [{ kind: 'string', parameter: 'name', match: 'contains', anyOf: ['nobody'] }];
  const byContent: Condition[] = [{ kind: 'text', parameter: 'identifier', anyOf: ['nobody'] }];

  async function crowded(): Promise<Collection> {
    await world().master(range(2_000, i => patient(`p${i}`, { name: [{ family: `Anders${i}` }] })));
    return world().open('t');
  }

  /** None of them finds anything, and so none can end before it has looked at all. */
  const long = (tenant: Collection, i: number, signal?: AbortSignal): Promise<unknown> => {
    const order = [{ by: i % 3 > 0 ? 'name' : 'id', descending: i % 2 > 0 }] as const;
    const request = { type: 'Patient', where, order, limit: 5, ...(signal && { signal }) };
    if (i % 4 === 0) return tenant.count(request);
    if (i % 4 === 1) return tenant.search({ ...request, where: byContent });
    const sorted = [{ by: { parameter: 'gender', greatest: false }, descending: false }] as const;
    return tenant.search(i % 4 === 2 ? { ...request, order: sorted } : request);
  };

  it('let others have their turn between pieces, however many they are', async () => {
    const tenant = await crowded();
    slowClock();
    const pieces = countPieces();
    const searches = Promise.all(range(20, i => long(tenant, i)));
    const turns = await turnsUntil(searches, pieces);
    expect(await searches).toHaveLength(20);
    expect(pieces.all).toBeGreaterThan(20 * 50);
    expect(pieces.mostInATurn).toBeLessThanOrEqual(2 * budgetMs);
    expect(turns).toBeGreaterThanOrEqual(pieces.all / budgetMs - 2);
  });

  it('end with the reason of their signal, and none goes on', async () => {
    const tenant = await crowded();
    slowClock();
    const pieces = countPieces();
    const controllers = range(20, () => new AbortController());
    const searches = controllers.map(({ signal }, i) => long(tenant, i, signal));
    const ended = Promise.allSettled(searches);
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    const reasons = controllers.map((controller, i) => {
      const reason = new Error(`enough of ${i}`);
      controller.abort(reason);
      return reason;
    });
    const before = pieces.all;
    const outcomes = await ended;
    expect(outcomes.map(outcome => outcome.status === 'rejected' && outcome.reason)).toEqual(reasons);
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    expect(pieces.all).toBe(before);
    expect(before).toBeGreaterThan(20);
  });

  it('leave those alone whose signal is not aborted', async () => {
    const tenant = await crowded();
    const controller = new AbortController();
    const [given, up] = [long(tenant, 3), long(tenant, 3, controller.signal)];
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(up).rejects.toBe(reason);
    expect(await given).toEqual({ entries: [], hasMore: false });
  });

  it('do not begin once their signal is aborted', async () => {
    const tenant = await crowded();
    const pieces = countPieces();
    const reason = new Error('too late');
    for (const i of range(4, place => place)) {
      await expect(long(tenant, i, AbortSignal.abort(reason))).rejects.toBe(reason);
    }
    expect(pieces.all).toBe(0);
  });
});

describe('turns', () => {
  it('are shared: pieces of all workers together fit the budget of a turn', async () => {
    slowClock();
    const turns = new Turns();
    const done = range(20, () => 0);
    let inTurn = 0;
    let most = 0;
    const workers = Promise.all(
      done.map(async (_, worker) => {
        while (done[worker]! < 10) {
          await turns.take(undefined);
          inTurn += 1;
          most = Math.max(most, inTurn);
          done[worker]! += 1;
        }
      }),
    );
    const taken = await turnsUntil(workers, {
      get now() {
        return inTurn;
      },
      set now(value) {
        inTurn = value;
      },
    });
    expect(done).toEqual(range(20, () => 10));
    expect(most).toBeLessThanOrEqual(2 * budgetMs);
    expect(taken).toBeGreaterThanOrEqual(200 / budgetMs - 2);
  });
});
