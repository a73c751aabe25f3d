import { readdirSync, readlinkSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

/** All tenants of a gateway at its limits, in one process. What it took is printed with HUNT_REPORT=1. */
const registered = process.env.LONG ? 1_000 : 16;
const warm = process.env.LONG ? 100 : 4;

let gateway: TestGateway;
afterEach(() => gateway.stop());

const ids = Array.from({ length: registered }, (_, number) => `tenant-${number}`);
/** Of the store: connections come and go as the client likes. */
const openFiles = () =>
  readdirSync('/proc/self/fd').filter(name => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith(gateway.folder);
    } catch {
      // The listing's own, closed by now.
      return false;
    }
  }).length;
const read = (tenant: string) =>
  gateway.query('{ encounters(first: 20) { edges { node { id patient { id } reviewed } } } }', { tenant });
const states = async () => (await (await gateway.fetch('/health')).json()) as { tenants: object };

async function memory(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve));
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1_048_576);
}

test(`${registered} tenants warm and cool in turn, ${warm} at a time; what they take is given back`, async () => {
  gateway = await startTestGateway({
    source: smallSample,
    env: { MAX_TENANTS: String(registered), MAX_WARM_TENANTS: String(warm) },
  });
  const before = { files: openFiles(), mb: await memory() };
  const begun = performance.now();
  for (const [number, id] of ids.entries()) {
    if (number >= warm) {
      const cooled = ids[number - warm]!;
      const { data } = await gateway.query('mutation { coolDownTenant { state } }', { tenant: cooled });
      expect(data.coolDownTenant.state).toBe('COLD');
    }
    await gateway.warm(id);
    expect((await read(id)).errors).toEqual([]);
  }
  const registering = performance.now() - begun;
  expect((await states()).tenants).toEqual({ warm });
  const full = { files: openFiles(), mb: await memory() };
  const refused = await gateway.query('mutation { warmUpTenant { state } }', { tenant: ids[0]! });
  expect(refused.errors[0]?.extensions.code).toBe('TENANT_LIMIT');
  // A database, its log and the log's index.
  expect(full.files - before.files).toBeLessThanOrEqual(4 * warm);

  const again: number[] = [];
  for (const [number, id] of ids.slice(0, -warm).entries()) {
    const leaving = ids.at(-warm + (number % warm))!;
    const last = number < warm ? leaving : ids[number - warm]!;
    await gateway.query('mutation { coolDownTenant { state } }', { tenant: last });
    const asked = performance.now();
    await gateway.warm(id);
    again.push(performance.now() - asked);
  }
  expect((await states()).tenants).toEqual({ warm });
  await Promise.all(ids.map(tenant => gateway.query('mutation { coolDownTenant { state } }', { tenant })));
  expect((await states()).tenants).toEqual({});
  const after = { files: openFiles(), mb: await memory() };
  expect(after.files).toBe(before.files);
  // Not by the thousand: a tenant that was cooled costs the process nothing.
  expect(after.mb - before.mb).toBeLessThan(300);
  if (process.env.HUNT_REPORT) {
    again.sort((one, other) => one - other);
    const figures = {
      registered,
      warm,
      before,
      full,
      after,
      registering,
      againP50: again[again.length >> 1],
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  }
});
