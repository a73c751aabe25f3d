import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';
import { manifestOf } from '../support/operations.ts';
import { startPartnersGateway } from '../support/partners-gateway.ts';

interface Described {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

const root = join(import.meta.dirname, '../..');
const row = /^\| `(\w+)` \| (\w+) \|([^|]*)\| [^|]+ \| [^|]+ \|$/gm;

/** The tables of docs/metrics.md. */
const documented: readonly Described[] = [
  ...readFileSync(join(root, 'docs/metrics.md'), 'utf8').matchAll(row),
].map(([, name, type, labels]) => ({
  name: name!,
  type: type!,
  labels: [...labels!.matchAll(/`(\w+)`/g)].map(([, label]) => label!),
}));

/** Told by the process that the workers belong to. */
const ofWorkers = ['gateway_workers', 'gateway_worker_up', 'gateway_worker_restarts_total'];

let gateway: TestGateway;
afterEach(() => gateway?.stop());

test('the tables of docs/metrics.md say what a gateway with everything on tells, no more and no less', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'metrics-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const manifests = { all: manifestOf('query Who { tenant { id } }') };
  gateway = await startPartnersGateway([], manifests, { env: { AUDIT_LOG: join(folder, 'audit') } });
  const text = await (await gateway.fetch('/metrics')).text();
  const types = new Map([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => [name!, type!]));
  const metrics = gateway.gateway.metrics.registry.getMetricsAsArray() as unknown as readonly {
    readonly name: string;
    readonly labelNames: readonly string[];
  }[];
  const there = metrics.map(({ name, labelNames }) => ({
    name,
    type: types.get(name),
    // Workers are told apart by one, which the text says of all of these together.
    labels: labelNames.filter(label => !/^(process|nodejs)_/.test(name) || label !== 'worker').sort(),
  }));
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);
  const told = documented
    .filter(({ name }) => types.has(name) || !ofWorkers.includes(name))
    .map(({ labels, ...rest }) => ({ ...rest, labels: [...labels].sort() }));
  expect(told.sort(byName)).toEqual(there.sort(byName));
  expect(documented).toHaveLength(new Set(documented.map(({ name }) => name)).size);
});
