import { expect } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { IngestOptions, IngestSummary } from '../../src/ingest/ingest.ts';
import { restSource } from '../../src/ingest/rest/source.ts';
import type { Workbench } from '../ingest/workbench.ts';

export const peerSample = sampleTypes.flatMap(
  type => [...sampleResources(type, { patients: 60, seed: 7 })] as unknown as Resource[],
);

export const keysOf = (resources: readonly Resource[]) =>
  resources.map(({ resourceType, id }) => `${resourceType}/${id}`);

export function countsOf(resources: readonly Resource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resourceType } of resources) counts[resourceType] = (counts[resourceType] ?? 0) + 1;
  return counts;
}

/** Ingests what the server under `base` holds. */
export async function ingestFrom(
  bench: Workbench,
  base: URL,
  options: Partial<IngestOptions> = {},
): Promise<IngestSummary> {
  const source = restSource({ base, clock: systemClock });
  try {
    return await bench.ingest(source, options);
  } finally {
    await source.close?.();
  }
}

/** The master holds these resources, each as it is but for what a server writes into `meta`. */
export async function expectMaster(bench: Workbench, resources: readonly Resource[]): Promise<void> {
  const stored = await bench.master(...keysOf(resources));
  expect(stored.map(withoutVersion)).toEqual(resources.map(withoutVersion));
}

function withoutVersion(resource: Resource | undefined): object | undefined {
  const {
    lastUpdated: _time,
    versionId: _version,
    ...meta
  } = (resource?.meta ?? {}) as Record<string, unknown>;
  return resource && { ...resource, meta };
}

/** Rows of a summary, without types that nothing happened to. */
export function changesOf({ changes }: IngestSummary): Record<string, object> {
  const happened = changes.filter(({ added, changed, deleted }) => added + changed + deleted > 0);
  return Object.fromEntries(
    happened.map(({ type, added, changed, deleted }) => [type, { added, changed, deleted }]),
  );
}
