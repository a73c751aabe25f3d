import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { GatewayError } from '../../../src/core/errors.ts';
import { type CouchbaseLocation, defaultTimeouts } from '../../../src/store/couchbase/connection.ts';
import { CouchbaseStore } from '../../../src/store/couchbase/store.ts';
import { freePort } from '../../support/free-port.ts';
import { type Caves, type CavesOptions, startCaves } from '../../support/gocaves.ts';
import { type Cluster, describeCouchbase, startCluster } from '../../support/store-couchbase.ts';
import { failure } from '../../support/store-world.ts';

const soon = { ...defaultTimeouts, connectMs: 500, keyValueMs: 400, durableMs: 400, queryMs: 800 };

describeCouchbase('a start on Couchbase says what is wrong', () => {
  let stack: AsyncDisposableStack;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
  });
  afterEach(() => stack.disposeAsync());

  const cluster = async (options?: CavesOptions): Promise<Cluster> => stack.use(await startCluster(options));
  const refusal = async (location: CouchbaseLocation): Promise<string> => {
    const error = await failure(CouchbaseStore.open(location, systemClock, soon));
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const { message } = error as GatewayError;
    expect(message).toMatch(/^Couchbase at 127\.0\.0\.1:\d+ [^\n]+\.$/);
    expect(message).not.toContain(location.password);
    return message;
  };

  it('a wrong password, and a wrong user', async () => {
    const { location } = await cluster();
    const words = 'refuses the user name or password (COUCHBASE_USERNAME, COUCHBASE_PASSWORD)';
    expect(await refusal({ ...location, password: 'not this one' })).toContain(words);
    expect(await refusal({ ...location, username: 'nobody' })).toContain(words);
  });

  it('a missing bucket', async () => {
    const { location } = await cluster();
    expect(await refusal({ ...location, bucket: 'other' })).toContain('has no bucket "other"');
  });

  it('too few rights', async () => {
    const { location, caves, queries } = await cluster();
    queries!.fail(13_014, 20);
    expect(await refusal(location)).toContain('does not let this user run statements');
    await caves!.fault({ command: 'mgmt', status: '403', times: -1 });
    expect(await refusal(location)).toMatch(/does not (let this user see the bucket|answer where)/);
  });

  it('an old version', async () => {
    const { location } = await cluster({ version: '7.0.5-7659-enterprise' });
    expect(await refusal(location)).toContain('is of version 7.0; 7.1 or later is needed');
  });

  it('no query service, and one that does not answer', async () => {
    const none = await startCaves();
    stack.use(none);
    const locationOf = ({ connectionString, mgmtPort, bucket, user: username, password }: Caves) => ({
      ...{ connectionString: `${connectionString}?management_port=${mgmtPort}`, bucket, username, password },
    });
    expect(await refusal(locationOf(none))).toContain('has no query service');
    const silent = await startCaves({ queryPort: await freePort() });
    stack.use(silent);
    expect(await refusal(locationOf(silent))).toContain('has a query service that does not answer');
  });

  it('nobody there', async () => {
    const connectionString = `couchbase://127.0.0.1:${await freePort()}`;
    const location = { connectionString, bucket: 'fhir', username: 'gateway', password: 'a secret' };
    expect(await refusal(location)).toContain('does not answer');
  });

  it('and while it is down, of what there is no answer', async () => {
    const { location, caves, queries } = await cluster();
    const store = await CouchbaseStore.open(location, systemClock, soon);
    stack.defer(() => store.close());
    await queries!.close();
    expect(await store.diagnose()).toMatchObject({
      ...{ documents: { answering: expect.any(Number) }, management: { answering: 1 } },
      queries: { endpoints: 1, answering: 0, slowestMs: null },
    });
    await caves!.down();
    expect(await failure(store.ping())).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await store.diagnose()).toMatchObject({
      ...{ documents: { answering: 0 }, management: { answering: 0 }, queries: { answering: 0 } },
    });
  });

  it('nothing, when all is well; and afterwards that it is closed', async () => {
    const { location } = await cluster();
    const store = await CouchbaseStore.open(location, systemClock, soon);
    await store.ping();
    expect(await store.diagnose()).toMatchObject({
      documents: { answering: expect.any(Number) },
      queries: { endpoints: 1, answering: 1, slowestMs: expect.any(Number) },
      management: { endpoints: 1, answering: 1 },
    });
    const { connections } = await store.pools();
    expect(connections).toContainEqual({ service: 'kv', state: 'connected', count: expect.any(Number) });
    await store.close();
    await store.close();
    expect(await failure(store.ping())).toMatchObject({
      ...{ code: 'STORE_UNAVAILABLE', message: 'The store is closed.' },
    });
    expect(await failure(store.system.get('_system/a'))).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
