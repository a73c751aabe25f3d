import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layMaster, smallSample } from '../support/masters.ts';
import { sumOf, valuesOf } from '../support/metrics-text.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { soon } from '../support/soon.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
  await layMaster(join(folder.path, 'store'), smallSample);
});
afterEach(() => folder[Symbol.asyncDispose]());

const start = async (env: Record<string, string> = {}) => {
  const gateway = await GatewayProcess.start(folder, [], {
    env: { WORKERS: '2', ...env },
  });
  await gateway.logged(/ready: open/);
  return gateway;
};
/** On a connection of its own, so that any worker may get it. */
const own = { headers: { connection: 'close' } };
const textAt = async (url: string, path: string) => {
  const answer = await fetch(url + path, own);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
const jsonAt = async (url: string, path: string): Promise<any> => JSON.parse(await textAt(url, path));
const send = async (gateway: GatewayProcess, query: string, tenant: string) => {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', 'x-tenant-id': tenant },
    body: JSON.stringify({ query }),
  });
  expect(await answer.json()).not.toHaveProperty('errors');
};
const patients = '{ patients(first: 1) { count } }';
const sendMany = (gateway: GatewayProcess, count: number, tenant: string) =>
  Promise.all(Array.from({ length: count }, () => send(gateway, patients, tenant)));
const served = (text: string) =>
  sumOf(text, 'gateway_http_request_duration_seconds_count', 'route="/graphql"');
const lookUps = (text: string) => sumOf(text, 'gateway_cache_lookups_total');
const operatorsOf = async (gateway: GatewayProcess) =>
  (await gateway.logged(/metrics, stats and health are on (http:[^"\s]+)/))[1]!;

test('whichever worker is asked tells what both have done', async () => {
  const gateway = await start();
  for (const tenant of ['one', 'two']) await send(gateway, 'mutation { warmUpTenant { state } }', tenant);
  await sendMany(gateway, 30, 'one');
  await sendMany(gateway, 10, 'two');
  const pids = new Set<number>();
  for (let time = 0; time < 8; time++) {
    const { api, tenants, processes, workers, process: alone, cache } = await jsonAt(gateway.url, '/stats');
    expect([api.totalCalls, api.errorRate, alone]).toEqual([42, 0, undefined]);
    expect(workers).toEqual({ configured: 2, answering: 2 });
    expect(tenants).toMatchObject([
      { id: 'one', state: 'WARM' },
      { id: 'two', state: 'WARM' },
    ]);
    expect(processes.map(({ worker }: { worker: number }) => worker)).toEqual([1, 2]);
    // The two warm-ups came before there was a cache.
    expect(cache.domains.answer.hits + cache.domains.answer.misses).toBe(40);
    for (const { pid } of processes) pids.add(pid);
    const text = await textAt(gateway.url, '/metrics');
    expect(served(text)).toBe(42);
    const values = valuesOf(text);
    expect([...values.values()].filter(Number.isNaN)).toEqual([]);
    expect(text).not.toContain(' null');
    expect(values.get('gateway_workers')).toBe(2);
    expect(values.get('gateway_worker_up{worker="1"}')).toBe(1);
    expect(values.get('gateway_worker_up{worker="2"}')).toBe(1);
    expect(values.get('gateway_worker_restarts_total')).toBe(0);
    expect(values.get('process_resident_memory_bytes{worker="1"}')).toBeGreaterThan(0);
    expect(values.get('process_resident_memory_bytes{worker="2"}')).toBeGreaterThan(0);
    const buckets = [...values].filter(([key]) =>
      key.startsWith('gateway_http_request_duration_seconds_bucket{le="+Inf",route="/graphql"'),
    );
    expect(buckets.map(([, value]) => value)).toEqual([42]);
  }
  expect(pids.size).toBe(2);
  expect(await jsonAt(gateway.url, '/health')).toMatchObject({
    workers: { configured: 2, answering: 2 },
    store: { answers: true },
    tenants: { warm: 2 },
  });
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});

test('what a killed worker has counted stays; the one that comes for it is told of', async () => {
  const gateway = await start({ OPS_PORT: '0' });
  const url = await operatorsOf(gateway);
  await send(gateway, 'mutation { warmUpTenant { state } }', 'one');
  await sendMany(gateway, 20, 'one');
  const before = await textAt(url, '/metrics');
  expect(served(before)).toBe(21);
  const { processes } = await jsonAt(url, '/stats');
  process.kill(processes[0].pid, 'SIGKILL');
  await soon(async () => {
    const text = await textAt(url, '/metrics');
    expect(served(text)).toBe(21);
    expect(lookUps(text)).toBeGreaterThanOrEqual(lookUps(before));
    expect(valuesOf(text).get('gateway_worker_restarts_total')).toBe(1);
  });
  await soon(async () => {
    const values = valuesOf(await textAt(url, '/metrics'));
    expect(values.get('gateway_worker_up{worker="1"}')).toBe(1);
    expect(values.get('process_resident_memory_bytes{worker="1"}')).toBeGreaterThan(0);
  });
  await sendMany(gateway, 5, 'one');
  expect(served(await textAt(url, '/metrics'))).toBe(26);
  const after = await jsonAt(url, '/stats');
  expect(after.processes.map(({ worker }: { worker: number }) => worker)).toEqual([1, 2]);
  expect(after.processes[0].pid).not.toBe(processes[0].pid);
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});

test('a worker that hangs is told of, keeps nobody waiting for long, and is forgiven', async () => {
  const gateway = await start({ OPS_PORT: '0' });
  const url = await operatorsOf(gateway);
  await send(gateway, 'mutation { warmUpTenant { state } }', 'one');
  await sendMany(gateway, 10, 'one');
  expect(served(await textAt(url, '/metrics'))).toBe(11);
  const { processes } = await jsonAt(url, '/stats');
  const { pid, worker } = processes[1];
  process.kill(pid, 'SIGSTOP');
  try {
    const begun = performance.now();
    const text = await textAt(url, '/metrics');
    expect(performance.now() - begun).toBeLessThan(2_500);
    expect(served(text)).toBe(11);
    expect(valuesOf(text).get(`gateway_worker_up{worker="${worker}"}`)).toBe(0);
    const health = await jsonAt(url, '/health');
    expect(health).toMatchObject({ status: 'degraded', workers: { configured: 2, answering: 1 } });
    expect(health.performance.issues).toContain(`worker ${worker} does not answer`);
    // Whoever asks again does not wait for it again.
    const again = performance.now();
    for (let time = 0; time < 10; time++) await textAt(url, '/metrics');
    for (let time = 0; time < 10; time++) await textAt(url, '/stats');
    expect(performance.now() - again).toBeLessThan(2_500);
    expect((await jsonAt(url, '/stats')).workers).toEqual({ configured: 2, answering: 1 });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await soon(async () =>
    expect(await jsonAt(url, '/health')).toMatchObject({ workers: { configured: 2, answering: 2 } }),
  );
  expect(served(await textAt(url, '/metrics'))).toBe(11);
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});

test('a parent that hangs: a worker tells of itself and says so, and no metrics that would look reset', async () => {
  const gateway = await start();
  process.kill(gateway.child.pid!, 'SIGSTOP');
  try {
    const [metrics, stats, health] = await Promise.all(
      ['/metrics', '/stats', '/health'].map(path => fetch(gateway.url + path, own)),
    );
    expect(metrics!.status).toBe(503);
    for (const answer of [stats!, health!]) {
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        note: 'The parent process does not answer: this is told of one worker alone.',
        workers: { configured: 1, answering: 1 },
      });
    }
  } finally {
    process.kill(gateway.child.pid!, 'SIGCONT');
  }
  await soon(async () => void (await textAt(gateway.url, '/metrics')));
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});

test('operators are answered before there is a worker, while the workers end, and until the end', async () => {
  const gateway = await start({ OPS_PORT: '0' });
  const url = await operatorsOf(gateway);
  // A worker that hangs keeps the shutdown waiting.
  const { processes } = await jsonAt(url, '/stats');
  process.kill(processes[0].pid, 'SIGSTOP');
  const ended = gateway.end('SIGTERM');
  await gateway.logged(/shutting down/);
  await soon(async () => {
    const { status, workers } = await jsonAt(url, '/health');
    expect([status, workers]).toEqual(['unavailable', { configured: 2, answering: 0 }]);
  });
  const ready = await fetch(`${url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', reason: 'No worker answers.' },
  ]);
  expect(valuesOf(await textAt(url, '/metrics')).get('gateway_workers')).toBe(2);
  process.kill(processes[0].pid, 'SIGCONT');
  expect((await ended).ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});
