import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Caches } from '../../src/cache/caches.ts';
import { type Tag, tags } from '../../src/cache/tags.ts';
import { parseTenantId, type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { participants } from '../../src/fhir/encounter/index.ts';
import { referencedKey } from '../../src/fhir/references.ts';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import type { Reference, Resource } from '../../src/fhir/types.ts';
import { Loaders } from '../../src/graphql/loaders/loaders.ts';
import { Caching } from '../../src/services/caching.ts';
import { Cursors } from '../../src/services/cursors.ts';
import { Footprint } from '../../src/services/footprint.ts';
import type { ListQuery } from '../../src/services/searching.ts';
import { Workspace } from '../../src/services/workspace.ts';
import type { Collection } from '../../src/store/port.ts';
import { ManualClock } from '../support/clock.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';

const tenant = parseTenantId('t');
const clock = new ManualClock();
const secret = Buffer.alloc(32, 1);
const { signal } = new AbortController();

let under: Awaited<ReturnType<typeof temporarySqliteStore>>;
/** Of this process, and of another that reviews. */
let collection: Collection;
let other: Collection;
let keys: readonly ResourceKey[];

beforeAll(async () => {
  under = await temporarySqliteStore(clock);
  const resources = sampleTypes.flatMap(type => [...sampleResources(type, { patients: 12, seed: 1 })]);
  const master = await under.store.replaceMaster({ name: 'test', from: 'empty' });
  await master.write(resources);
  await master.commit();
  await under.store.createTenant(tenant, { onProgress: () => undefined });
  collection = await under.store.openTenant(tenant);
  other = await (await under.beside()).openTenant(tenant);
  keys = resources
    .filter(({ resourceType }) => /^(Patient|Practitioner|Encounter)$/.test(resourceType))
    .map(({ resourceType, id }) => resourceKey(resourceType, id));
});
afterAll(async () => {
  await collection.close();
  await other.close();
  await under.dispose();
});

let caches: Caches;
let calls: Record<string, number>;
/** Called in the midst of every call to the store, when what it says is known and not yet told. */
let meanwhile: () => Promise<void>;
/** Whether the store tells what was reviewed. */
let isTold: boolean;
beforeEach(() => {
  const limits = { bytes: 2 ** 25, tenantBytes: 2 ** 25 };
  caches = new Caches({ clock, mode: 'resources', ...limits, secret, version: 'test' });
  calls = {};
  meanwhile = async () => undefined;
  isTold = true;
});

function counted(from: Collection): Collection {
  return new Proxy(from, {
    get: (target, name: keyof Collection) => {
      const value = target[name];
      if (name === 'reviewsSince') return isTold ? value : undefined;
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        calls[name] = (calls[name] ?? 0) + 1;
        const result = await (value as (...all: unknown[]) => unknown).apply(target, args);
        await meanwhile();
        return result;
      };
    },
  });
}

/** One operation, over caches or without. */
function operation(with_: Caches | 'off' = caches) {
  const all =
    with_ === 'off'
      ? new Caches({ clock, mode: 'off', bytes: 1, tenantBytes: 1, secret, version: 'test' })
      : with_;
  const caching = cachings.get(all) ?? new Caching({ caches: all, logger: silentLogger, secret, acquire });
  cachings.set(all, caching);
  const footprint = new Footprint();
  const lease = { tenant, collection: counted(collection), signal, note() {}, touch() {}, release() {} };
  const options = { clock, caching, footprint, cursors: new Cursors(secret) };
  const workspace = new Workspace(lease, options);
  return { footprint, workspace, loaders: new Loaders(workspace, () => undefined) };
}
const cachings = new WeakMap<Caches, Caching>();
const acquire = () => Promise.reject(new Error('Nothing ages here'));

interface Asked {
  readonly first: number;
  readonly patient: boolean;
  readonly practitioners: boolean;
  readonly encounters: boolean;
  readonly count: boolean;
  readonly reviewed: boolean;
}

const order = [{ by: 'date', descending: true }] as const;

/** Asks as resolvers do: at once where a value is at hand. */
function ask({ loaders }: { loaders: Loaders }, asked: Asked): Promise<unknown> | unknown {
  const query: ListQuery = { type: 'Encounter', where: [], order, first: asked.first };
  const state = (resource: Resource) => asked.reviewed && loaders.reviewState(resource);
  const person = (resource: Resource | null): unknown => {
    if (resource === null) return null;
    const of = { parameter: 'patient', target: resourceKey('Patient', resource.id) };
    const isPatient = resource.resourceType === 'Patient';
    return all([
      resource,
      state(resource),
      asked.encounters && isPatient && then(loaders.page({ ...query, first: 2, of }), below),
      asked.count && isPatient && loaders.count({ ...query, of }),
    ]);
  };
  const below = ({ entries }: { entries: readonly { resource: Resource }[] }): unknown =>
    all(entries.map(({ resource }) => all([resource, state(resource)])));
  const row = (resource: Resource): unknown => {
    const patient = referencedKey(resource.subject as Reference)!;
    const doctors = participants(resource).map(each => referencedKey(each)!);
    return all([
      resource,
      state(resource),
      asked.patient && then(loaders.resource(patient), person),
      asked.practitioners && then(loaders.resources(doctors), found => all(found.map(person))),
    ]);
  };
  return then(loaders.page(query), ({ entries }) => all(entries.map(({ resource }) => row(resource))));
}

function then<Value>(value: Value | Promise<Value>, use: (value: Value) => unknown): unknown {
  return value instanceof Promise ? value.then(use) : use(value);
}

function all(values: readonly unknown[]): unknown {
  return values.some(value => value instanceof Promise) ? Promise.all(values) : values;
}

const everything: Asked = {
  ...{ first: 20, patient: true, practitioners: true, encounters: true, count: true, reviewed: true },
};

test('what is at hand is no promise, and no call to the store', async () => {
  const cold = await ask(operation(), everything);
  expect(calls).toEqual({ search: 1, get: 2, searchByReference: 1, countByReference: 1 });
  calls = {};
  const warm = ask(operation(), everything);
  expect(warm).not.toBeInstanceOf(Promise);
  expect(warm).toEqual(cold);
  expect(calls).toEqual({});
});

test('property: whatever of it is at hand, data and footprint are the same, and lists are no more calls', async () => {
  const asks = fc.record({
    first: fc.integer({ min: 1, max: 12 }),
    ...{ patient: fc.boolean(), practitioners: fc.boolean(), encounters: fc.boolean() },
    ...{ count: fc.boolean(), reviewed: fc.boolean() },
  });
  const forgotten = fc.array(
    fc.tuple(fc.constantFrom('content', 'review', 'list', 'relation' as const), fc.nat()),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(asks, forgotten, async (asked, lost) => {
      const plain = operation('off');
      const expected = await ask(plain, asked);
      await ask(operation(), asked);
      caches.of(tenant)!.invalidate(lost.map(([what, at]): Tag => lostTag(what, keys[at % keys.length]!)));
      calls = {};
      const now = operation();
      expect(await ask(now, asked)).toEqual(expected);
      expect([...now.footprint.tags].sort()).toEqual([...plain.footprint.tags].sort());
      expect([...now.footprint.resources].sort()).toEqual([...plain.footprint.resources].sort());
      expect([now.footprint.profile, now.footprint.reviewed]).toEqual([
        plain.footprint.profile,
        plain.footprint.reviewed,
      ]);
      const { search = 0, searchByReference = 0, countByReference = 0, get = 0, reviewStates = 0 } = calls;
      expect(Math.max(search, searchByReference, countByReference)).toBeLessThanOrEqual(1);
      // Encounters are found at two depths.
      expect(Math.max(get, reviewStates)).toBeLessThanOrEqual(4);
    }),
    { numRuns: process.env.LONG ? 2_000 : 150 },
  );
});

function lostTag(what: 'content' | 'review' | 'list' | 'relation', key: ResourceKey): Tag {
  if (what === 'list') return tags.type('content', 'Encounter');
  return what === 'relation' ? tags.related('content', 'Encounter', key) : tags.resource(what, key);
}

test('of a list of which some is at hand, the lists below are one call for all', async () => {
  await ask(operation(), everything);
  const patients = keys.filter(key => key.startsWith('Patient/'));
  const lost = patients.filter((_, place) => place % 2 === 0);
  caches
    .of(tenant)!
    .invalidate([
      ...lost.map(key => tags.resource('content', key)),
      ...patients.map(key => tags.related('content', 'Encounter', key)),
    ]);
  calls = {};
  await ask(operation(), everything);
  expect(calls).toEqual({ get: 1, searchByReference: 1, countByReference: 1 });
});

const patient = () => keys.find(key => key.startsWith('Patient/'))!;
const reviewBy = (from: Collection, name: string | null) =>
  from.updateReviews([
    {
      key: patient(),
      decide: () => ({ reviewed: name !== null, reviewTime: name === null ? null : 1, reviewedBy: name }),
    },
  ]);
const reviewerSeen = async () => {
  const { loaders } = operation();
  const state = await loaders.reviewState((await loaders.resource(patient()))!);
  return state.reviewedBy;
};

test('a review by another process is seen by the next operation, which asks for nothing else', async () => {
  await ask(operation(), everything);
  expect(await reviewerSeen()).toBe(null);
  await reviewBy(other, 'ann');
  calls = {};
  expect(await reviewerSeen()).toBe('ann');
  expect(calls).toEqual({ reviewStates: 1 });
  expect(await reviewerSeen()).toBe('ann');
  expect(calls).toEqual({ reviewStates: 1 });
  await reviewBy(other, null);
  expect(await reviewerSeen()).toBe(null);
});

test('a state that was read beside a review is not kept', async () => {
  expect(await reviewerSeen()).toBe(null);
  caches.of(tenant)!.invalidate([tags.resource('review', patient())]);
  meanwhile = async () => {
    meanwhile = async () => undefined;
    await reviewBy(other, 'bob');
    // By this the process has heard of it, and will not again.
    expect(await reviewerSeen()).toBe('bob');
  };
  // It had begun before.
  expect(await reviewerSeen()).toBe(null);
  expect(await reviewerSeen()).toBe('bob');
  await reviewBy(other, null);
  expect(await reviewerSeen()).toBe(null);
});

test('before the log of reviews is followed no state is kept', async () => {
  const { workspace } = operation();
  const cache = caches.of(tenant)!;
  const began = cache.begin();
  await workspace.resources([patient()]);
  cache.keepReview(patient(), { reviewed: true, reviewTime: 1, reviewedBy: 'nobody' }, began);
  expect(await reviewerSeen()).toBe(null);
});

test('where nobody tells of reviews each operation asks for states', async () => {
  isTold = false;
  await reviewerSeen();
  calls = {};
  await reviewerSeen();
  await reviewerSeen();
  expect(calls).toEqual({ reviewStates: 2 });
});
