import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { ManualClock } from '../support/clock.ts';
import {
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { ManifestFolder, manifestOf } from '../support/operations.ts';
import { get, post } from '../support/persisted.ts';
import { soon } from '../support/soon.ts';

let gateway: TestGateway;
let folder: ManifestFolder | undefined;
afterEach(async () => {
  await gateway.stop();
  await folder?.[Symbol.asyncDispose]();
  folder = undefined;
});

const start = async (options: TestGatewayOptions = {}) => {
  gateway = await startTestGateway({ source: smallSample, ...options });
};

/** Values by series, of the metrics whose names begin so. */
const series = async (...prefixes: readonly string[]): Promise<Record<string, number>> => {
  const text = await (await gateway.fetch('/metrics')).text();
  const lines = text.split('\n').filter(line => prefixes.some(prefix => line.startsWith(prefix)));
  return Object.fromEntries(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
};

/** Without those that are told from the beginning and have not happened. */
const counted = (all: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value > 0));

describe('operations', () => {
  const registered = 'query Chart { patient(id: "patient-1") { id } }';

  test('are measured phase by phase: what is kept is not parsed again, an answer out of the cache not executed', async () => {
    await start({ env: { CACHE: 'on' } });
    await gateway.warm('demo');
    const phases = async () => {
      const all = await series('graphql_envelop_phase_');
      const count = (phase: string) =>
        Object.entries(all)
          .filter(([name]) => name.startsWith(`graphql_envelop_phase_${phase}_count`))
          .reduce((sum, [, value]) => sum + value, 0);
      return [count('parse'), count('validate'), count('execute')];
    };
    const [parsed, validated, executed] = await phases();
    const added = async () => {
      const now = await phases();
      return [now[0]! - parsed!, now[1]! - validated!, now[2]! - executed!];
    };
    await gateway.query('{ patient(id: "patient-2") { id } }');
    expect(await added()).toEqual([1, 1, 1]);
    await gateway.query('{ patient(id: "patient-2") { id } }');
    expect(await added()).toEqual([1, 1, 1]);
    await gateway.query('{ patient(id: "patient-2") { id } }', { tenant: 'cold' });
    expect(await added()).toEqual([1, 1, 2]);
    await gateway.query('{ patient(');
    await gateway.query('{ nothing }');
    expect(await added()).toEqual([3, 2, 2]);
  });

  test('have the names under which they are registered, however they are asked for; no client names any', async () => {
    folder = await ManifestFolder.with({ partner: manifestOf(registered) });
    await start({ env: { PERSISTED_OPERATIONS: folder.path, CACHE: 'off' } });
    await gateway.warm('demo');
    const executed = async () => {
      const all = await series('graphql_envelop_phase_execute_count{operationType="query"');
      return [
        all['graphql_envelop_phase_execute_count{operationType="query",operationName="Chart"}'] ?? 0,
        all['graphql_envelop_phase_execute_count{operationType="query",operationName="other"}'] ?? 0,
      ];
    };
    const [ofWarmUp = 0] = await executed();
    const [entry] = manifestOf(registered).operations as { id: string }[];
    expect((await get(gateway, { documentId: entry!.id })).data).toEqual({ patient: { id: 'patient-1' } });
    expect((await post(gateway, { query: registered })).status).toBe(200);
    expect(await executed()).toEqual([ofWarmUp + 2, 0]);
    // Another text of the same name is not that operation.
    expect((await post(gateway, { query: `${registered} ` })).status).toBe(200);
    expect(await executed()).toEqual([ofWarmUp + 2, 1]);
    await post(gateway, { query: registered }, { tenant: 'cold' });
    expect(counted(await series('graphql_envelop_error_result'))).toEqual({
      'graphql_envelop_error_result{code="TENANT_COLD",operationName="Chart"}': 1,
    });
  });

  test('fail under the codes that clients see, in whichever phase, or before any', async () => {
    await start({ env: { RATE_LIMIT: '1000' } });
    const bad = [
      '{ patient(',
      '{ nothing }',
      `{ ${Array.from({ length: 51 }, (_, number) => `a${number}: tenant { id }`).join(' ')} }`,
      'query ($id: ID!) { patient(id: $id) { id } }',
      '{ patient(id: "patient-1") { id } }',
    ];
    for (const query of bad) await gateway.query(query);
    await gateway.query('{ tenant { id } }', { tenant: 'Not A Tenant' });
    await gateway.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'text/odd' }, body: 'x' });
    const codes = Object.keys(counted(await series('graphql_envelop_error_result')))
      .map(name => /code="(\w+)"/.exec(name)?.[1])
      .sort();
    expect(codes).toEqual(
      [
        ...[
          'BAD_REQUEST',
          'BAD_TENANT',
          'BAD_USER_INPUT',
          'GRAPHQL_PARSE_FAILED',
          'GRAPHQL_VALIDATION_FAILED',
        ],
        ...['MAX_ROOT_FIELDS_LIMIT', 'TENANT_COLD'],
      ].sort(),
    );
  });
});

describe('calls', () => {
  const list =
    '{ patients(first: 3) { count edges { node { id reviewed encounters(first: 2) { edges { node { id } } } } } } }';

  test('to the store came through a lane, or direct while a tenant warms up; loaders tell their batches', async () => {
    await start({ env: { CACHE: 'off' } });
    await gateway.warm('demo');
    const through = async () =>
      Object.keys(await series('gateway_store_call_duration_seconds_count')).map(
        name => /through="(\w+)"/.exec(name)?.[1],
      );
    await gateway.query('{ patients(first: 1) { count } reviewProgress { total } }');
    expect(await series('gateway_store_call_duration_seconds_count')).toMatchObject({
      'gateway_store_call_duration_seconds_count{call="count",through="lane"}': 1,
      // It costs too little to stand in a lane.
      'gateway_store_call_duration_seconds_count{call="counts",through="direct"}': 1,
    });
    expect(await through()).not.toContain(undefined);
    await gateway.query(list);
    await gateway.query('{ a: patient(id: "patient-1") { id } b: patient(id: "patient-2") { id reviewed } }');
    expect(await series('gateway_loader_batch_size_sum', 'gateway_loader_batch_size_count')).toEqual({
      'gateway_loader_batch_size_sum{loader="pages",type="Patient"}': 2,
      'gateway_loader_batch_size_count{loader="pages",type="Patient"}': 2,
      'gateway_loader_batch_size_sum{loader="counts",type="Patient"}': 2,
      'gateway_loader_batch_size_count{loader="counts",type="Patient"}': 2,
      'gateway_loader_batch_size_sum{loader="pages",type="Encounter"}': 3,
      'gateway_loader_batch_size_count{loader="pages",type="Encounter"}': 1,
      'gateway_loader_batch_size_sum{loader="resources",type="Patient"}': 2,
      'gateway_loader_batch_size_count{loader="resources",type="Patient"}': 1,
    });
  });

  test('are all direct with LANES=off', async () => {
    await start({ env: { CACHE: 'off', LANES: 'off' } });
    await gateway.warm('demo');
    await gateway.query(list);
    const calls = Object.keys(await series('gateway_store_call_duration_seconds_count'));
    expect(calls.length).toBeGreaterThan(2);
    expect(calls.filter(name => !name.includes('through="direct"'))).toEqual([]);
    expect(await series('gateway_lane_', 'gateway_info')).toEqual({
      [`gateway_info{version="0.1.0",node="${process.version}",store="sqlite",cache="off",lanes="off"}`]: 1,
    });
    expect(await series('gateway_tenant_requests_total{tenant="demo"}')).toEqual({
      'gateway_tenant_requests_total{tenant="demo"}': 2,
    });
  });
});

describe('tenants', () => {
  test('cool down for a cause, and what they did stays counted', async () => {
    const clock = new ManualClock();
    await start({ clock, env: { TENANT_IDLE_MS: '60000', CACHE: 'off' } });
    await gateway.warm('idle', 'asked', 'refreshed');
    await gateway.query('{ patient(id: "patient-1") { id } }', { tenant: 'idle' });
    await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'asked' });
    await gateway.query('mutation { warmUpTenant(refresh: true) { state } }', { tenant: 'refreshed' });
    const before = await series('gateway_lane_calls_total{tenant="idle"');
    await clock.advance(120_000);
    await soon(async () => {
      expect(await series('gateway_tenant_cool_down_duration_seconds_count')).toEqual({
        'gateway_tenant_cool_down_duration_seconds_count{cause="asked"}': 1,
        'gateway_tenant_cool_down_duration_seconds_count{cause="refresh"}': 1,
        'gateway_tenant_cool_down_duration_seconds_count{cause="idle"}': 2,
      });
    });
    expect(before['gateway_lane_calls_total{tenant="idle",lane="getPatient",outcome="done"}']).toBe(1);
    expect(await series('gateway_lane_calls_total{tenant="idle"')).toEqual(before);
    expect(await series('gateway_lane_waiting{tenant="idle"', 'gateway_lane_running{tenant="idle"')).toEqual(
      {},
    );
    await gateway.warm('idle');
    await gateway.query('{ patient(id: "patient-1") { id } }', { tenant: 'idle' });
    expect(await series('gateway_lane_calls_total{tenant="idle",lane="getPatient",outcome="done"')).toEqual({
      'gateway_lane_calls_total{tenant="idle",lane="getPatient",outcome="done"}': 2,
    });
  });
});

describe('the state', () => {
  test('of the master data and of the store is told', async () => {
    await start({ env: { MAX_WARM_TENANTS: '7' } });
    const state = await series(
      'gateway_ready',
      'gateway_store_',
      'gateway_warm',
      'gateway_master',
      'gateway_ingest',
    );
    expect(state).toMatchObject({
      gateway_ready: 1,
      gateway_store_up: 1,
      gateway_warm_tenants_max: 7,
      'gateway_master_resources{type="Patient"}': 40,
      gateway_ingest_rejected_resources: 0,
      gateway_store_threads_waiting: 0,
      'gateway_store_threads{state="busy"}': 0,
    });
    const agoSeconds = Date.now() / 1000 - state.gateway_ingest_finished_timestamp_seconds!;
    expect(agoSeconds).toBeGreaterThan(0);
    // Of this run of tests, which ingests a sample once.
    expect(agoSeconds).toBeLessThan(3_600);
    // Without Redis it is not away.
    expect(await series('gateway_cache_shared_up')).toEqual({});
  });

  test('without master data: not ready, and no figures of what is not there', async () => {
    gateway = await startTestGateway();
    expect(await series('gateway_ready', 'gateway_store_up', 'gateway_master', 'gateway_ingest')).toEqual({
      gateway_ready: 0,
      gateway_store_up: 1,
    });
  });

  test.each(['fails', 'hangs'])('of a store that %s is told without it, within seconds', async how => {
    let away = false;
    const broken = () => (how === 'hangs' ? new Promise<never>(() => {}) : Promise.reject(new Error('away')));
    const wrap = (store: Store): Store =>
      new Proxy(store, {
        get(target, name) {
          const value = Reflect.get(target, name, target);
          if (away && (name === 'ping' || name === 'pools')) return broken;
          if (away && name === 'system') return { ...value, get: broken, list: broken };
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    await start({ wrap });
    away = true;
    const state = await series(
      'gateway_ready',
      'gateway_store_',
      'gateway_master',
      'gateway_ingest',
      'gateway_warm',
    );
    expect(state).toMatchObject({ gateway_ready: 0, gateway_store_up: 0, gateway_warm_tenants_max: 100 });
    expect(Object.keys(state).filter(name => /master|ingest|threads/.test(name))).toEqual([]);
    away = false;
  });
});
