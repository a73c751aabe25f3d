import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { Connection, defaultTimeouts } from '../../src/store/couchbase/connection.ts';
import { replaceDocuments } from '../../src/store/couchbase/copy-statements.ts';
import { reviewOf, toDocument } from '../../src/store/couchbase/document.ts';
import type { CouchbaseStore } from '../../src/store/couchbase/store.ts';
import { IngestLocked } from '../../src/store/port.ts';
import { FaultyCluster } from '../support/faulty-cluster.ts';
import { describeCouchbase } from '../support/store-couchbase.ts';
import { review } from '../support/store-world.ts';

/** kill -9 of a process that copies, refreshes or ingests on Couchbase; another one goes on on the same data. */
const rounds = Array.from({ length: process.env.LONG ? 40 : 1 }, (_, round) => round);

/** Two masters: half of the second is otherwise, some of it is new, and some of the first is gone. */
const size = 1_020;
const patients = (count: number, from: number, family: string): Resource[] =>
  Array.from({ length: count }, (_, number) => ({
    ...{ resourceType: 'Patient', id: `p${String(from + number).padStart(5, '0')}` },
    name: [{ family: number % 2 === 0 ? 'Same' : family }],
  }));
const masters = [patients(size, 0, 'Old'), patients(size, 100, 'New')] as const;
const contentOf = (resources: readonly Resource[]) =>
  new Map(resources.map(each => [`Patient/${each.id}`, toDocument(each)._search.hash]));
const contents = masters.map(contentOf);
/** As it is in both. */
const unchanged = resourceKey('Patient', 'p00200');

let cluster: FaultyCluster;
let store: CouchbaseStore;
let passedMs = 0;
const clock = { now: () => Date.now() + passedMs, after: () => () => undefined };
const progress = { onProgress: () => undefined };

const prelude = `
  const { CouchbaseStore } = await import(${JSON.stringify(new URL('../../src/store/couchbase/store.ts', import.meta.url).href)});
  const { location, resources, tenant, passedMs } = JSON.parse(process.argv[1]);
  const clock = { now: () => Date.now() + passedMs, after() {} };
  const store = await CouchbaseStore.open(location, clock);
  const say = text => process.stdout.write(text + '\\n');
  say('begun');`;

/** A process that works on the same store, and has begun. */
async function start(
  script: string,
  data: object = {},
): Promise<{ child: ChildProcess; ended: Promise<unknown>; said(line: string): Promise<void> }> {
  const given = JSON.stringify({ location: cluster.location, passedMs, ...data });
  const child = spawn(process.execPath, ['--input-type=module', '-e', prelude + script, given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', line => lines.push(line));
  const said = (line: string) => until(() => lines.includes(line));
  await said('begun');
  return { child, ended, said };
}

async function kill({ child, ended }: Awaited<ReturnType<typeof start>>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

const begins = (word: string, since: number) =>
  cluster.queries.log.slice(since).filter(({ statement }) => statement.startsWith(word));
const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 1 });

async function publish(resources: readonly Resource[]): Promise<void> {
  const writer = await store.replaceMaster({ name: 'test', from: 'empty' });
  await writer.write(resources);
  await writer.commit();
}

/** What a tenant's collection holds, read past the store. */
async function held(id: string): Promise<Map<string, string>> {
  const documents = await cluster.documents(await cluster.collectionOf(parseTenantId(id)));
  return new Map(documents.map(({ key, value }) => [key, value._search.hash]));
}

const sorted = (content: ReadonlyMap<string, string>) => [...content].sort();

async function expectWhole(id: string, content: ReadonlyMap<string, string>): Promise<void> {
  const collection = await store.openTenant(parseTenantId(id));
  expect(sorted(await held(id))).toEqual(sorted(content));
  const inIndex = await collection.count({ type: 'Patient', where: [] });
  expect([inIndex, (await collection.counts()).find(({ type }) => type === 'Patient')?.total]).toEqual([
    content.size,
    content.size,
  ]);
  await collection.close();
}

describeCouchbase('kill -9 on Couchbase', () => {
  beforeAll(async () => {
    cluster = await FaultyCluster.start();
    store = await cluster.open(clock, defaultTimeouts);
    await publish(masters[0]);
  }, 180_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  test.each(rounds)('in a copy, round %i: none or all of it, and the next attempt makes it', async round => {
    const id = `copy${round}`;
    const process = await start('await store.createTenant(tenant, { onProgress() {} });', { tenant: id });
    await delay(Math.random() * 700);
    await kill(process);
    if (await store.tenantExists(parseTenantId(id))) await expectWhole(id, contents[0]!);
    else await expect(store.openTenant(parseTenantId(id))).rejects.toThrow('There is no tenant');
    expect((await store.listTenants()).includes(parseTenantId(id))).toBe(
      await store.tenantExists(parseTenantId(id)),
    );
    await store.createTenant(parseTenantId(id), progress);
    await expectWhole(id, contents[0]!);
  });

  test('a copy goes on where it was, and copies nothing twice', async () => {
    const since = cluster.queries.log.length;
    const process = await start('await store.createTenant(tenant, { onProgress() {} });', {
      tenant: 'resumed',
    });
    await until(() => begins('MERGE', since).length > 1);
    await kill(process);
    await cluster.queries.settle();
    const before = begins('MERGE', since).length;
    expect(await store.tenantExists(parseTenantId('resumed'))).toBe(false);
    const again = cluster.queries.log.length;
    await store.createTenant(parseTenantId('resumed'), progress);
    await expectWhole('resumed', contents[0]!);
    const merges = begins('MERGE', since);
    const written = merges.reduce((sum, { mutations }) => sum + mutations, 0);
    expect(written).toBe(size);
    // The batch that it was killed in is looked at twice, at most.
    const batches = Math.ceil(size / 500);
    expect(begins('MERGE', again).length).toBeLessThanOrEqual(batches - before + 1);
  });

  test.each(rounds)(
    'in a refresh, round %i: the old content or the new, whole; reviews stay',
    async round => {
      const id = `refresh${round}`;
      const tenant = parseTenantId(id);
      await publish(masters[0]);
      await store.createTenant(tenant, progress);
      const collection = await store.openTenant(tenant);
      await review(collection, [unchanged]);
      await collection.close();
      await publish(masters[1]);
      const since = cluster.queries.log.length;
      const process = await start('await store.refreshTenant(tenant, { onProgress() {} });', { tenant: id });
      // Once in the middle of what it changes, then anywhere.
      if (round === 0) await until(() => begins('UPSERT', since).length > 0);
      else await delay(Math.random() * 900);
      await kill(process);
      await cluster.queries.settle();
      if (round === 0) {
        const halfway = await held(id);
        expect(sorted(halfway)).not.toEqual(sorted(contents[0]!));
        expect(sorted(halfway)).not.toEqual(sorted(contents[1]!));
      }
      // Rolls forward what was begun.
      await (await store.openTenant(tenant)).close();
      const isNew = (await held(id)).has('Patient/p01100');
      expect(isNew || round > 0).toBe(true);
      await expectWhole(id, contents[isNew ? 1 : 0]!);
      await store.refreshTenant(tenant, progress);
      await expectWhole(id, contents[1]!);
      const documents = await cluster.documents(await cluster.collectionOf(tenant));
      const reviewed = documents.filter(({ value }) => value.reviewed).map(({ key }) => key);
      expect(reviewed).toEqual([unchanged]);
      expect(reviewOf(documents.find(({ key }) => key === unchanged)!.value).reviewTime).toBe(1);
      expect(
        await cluster.wrongReviews(await cluster.collectionOf(tenant), new Map([[unchanged, 1]])),
      ).toEqual([]);
    },
  );

  test('a statement of a refresh that runs on when the next process is through takes no review away', async () => {
    const tenant = parseTenantId('late');
    await publish(masters[0]);
    await store.createTenant(tenant, progress);
    await publish(masters[1]);
    const master = (await store.system.get('_system/master'))?.value as { collection: string };
    await store.refreshTenant(tenant, progress);
    const collection = await store.openTenant(tenant);
    const changed = resourceKey('Patient', 'p00201');
    await review(collection, [changed]);
    const late = await Connection.open(cluster.location);
    await late.change(
      replaceDocuments(master.collection, await cluster.collectionOf(tenant), [changed, unchanged]),
    );
    await late.close();
    expect((await collection.reviewStates([changed]))[0]?.reviewed).toBe(true);
  });

  test.each(rounds)('in an ingest, round %i: the old master or the new; the lock ends', async round => {
    await publish(masters[0]);
    const { generation } = await store.openMaster();
    const script = `
      const writer = await store.replaceMaster({ name: 'test', from: 'empty' });
      for (let at = 0; at < resources.length; at += 100) await writer.write(resources.slice(at, at + 100));
      say('written');
      await writer.commit();
      say('done');`;
    const process = await start(script, { resources: masters[1] });
    await delay(Math.random() * 900);
    await kill(process);
    const master = await store.openMaster();
    const isNew = master.generation !== generation;
    const expected = contents[isNew ? 1 : 0]!;
    const keys = [...expected.keys()].map(key => resourceKey('Patient', key.slice('Patient/'.length)));
    expect((await master.get(keys)).every(found => found !== undefined)).toBe(true);
    expect(await master.count({ type: 'Patient', where: [] })).toBe(size);
    // A tenant is made of it meanwhile.
    await store.createTenant(parseTenantId(`meanwhile${round}`), progress);
    await expectWhole(`meanwhile${round}`, expected);
    if (!isNew) {
      const writer = await store
        .replaceMaster({ name: 'test', from: 'empty' })
        .catch((error: unknown) => error);
      // Killed before it took the lock there is none.
      if (writer instanceof IngestLocked) passedMs += 61_000;
      else await (writer as Awaited<ReturnType<typeof store.replaceMaster>>).abort();
    }
    await publish(masters[1]);
    expect(await (await store.openMaster()).count({ type: 'Patient', where: [] })).toBe(size);
  });

  test('whoever ingests while another does is told so; a dead one’s lock ends after a minute', async () => {
    const process = await start(
      `await store.replaceMaster({ name: 'test', from: 'empty' }); say('locked'); setInterval(() => {}, 1e6);`,
    );
    await process.said('locked');
    await expect(store.replaceMaster({ name: 'test', from: 'empty' })).rejects.toBeInstanceOf(IngestLocked);
    await kill(process);
    passedMs += 59_000;
    await expect(store.replaceMaster({ name: 'test', from: 'empty' })).rejects.toBeInstanceOf(IngestLocked);
    passedMs += 2_000;
    await (await store.replaceMaster({ name: 'test', from: 'empty' })).abort();
  });
});
