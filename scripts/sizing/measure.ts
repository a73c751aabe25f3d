import { createReadStream, globSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Resource } from '../../src/fhir/types.ts';
import { type ResourceDocument, toDocument } from '../../src/store/couchbase/document.ts';
import { type IndexName, indexes } from '../../src/store/couchbase/indexes.ts';

/** Sums over resources; sizes in bytes of UTF-8. */
export interface Sums {
  count: number;
  key: number;
  /** The resource alone. */
  json: number;
  /** What it is found by. */
  search: number;
  /** Both, and the review state: what is stored. */
  document: number;
  terms: number;
  termBytes: number;
  ranges: number;
  /** Of all indexes. */
  entries: number;
  entryBytes: number;
}

export interface Measured {
  readonly byType: ReadonlyMap<string, Sums>;
  readonly byIndex: ReadonlyMap<IndexName, { entries: number; bytes: number }>;
  readonly total: Sums;
}

const nothing: Sums = {
  ...{ count: 0, key: 0, json: 0, search: 0, document: 0 },
  ...{ terms: 0, termBytes: 0, ranges: 0, entries: 0, entryBytes: 0 },
};

/** Reads the resources of all .ndjson files of a folder, and makes documents and index keys of them as the store does. */
export async function measure(folder: string): Promise<Measured> {
  const byType = new Map<string, Sums>();
  const byIndex = new Map(indexes.map(({ name }) => [name, { entries: 0, bytes: 0 }]));
  for (const file of globSync(join(folder, '*.ndjson')).sort()) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (line.trim() === '') continue;
      const resource = JSON.parse(line) as Resource;
      const sums = byType.get(resource.resourceType) ?? { ...nothing };
      byType.set(resource.resourceType, sums);
      add(sums, byIndex, resource);
    }
  }
  const total = { ...nothing };
  for (const sums of byType.values()) {
    for (const name of Object.keys(nothing) as (keyof Sums)[]) total[name] += sums[name];
  }
  return { byType, byIndex, total };
}

const bytes = (text: string) => Buffer.byteLength(text);
const jsonBytes = (value: unknown) => bytes(JSON.stringify(value));
const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);

/** The keys that a document has in each index: one entry each, of so many bytes. */
const keysIn: Readonly<Record<IndexName, (document: ResourceDocument, key: string) => readonly number[]>> = {
  by_id: (_, key) => [bytes(key)],
  by_term: ({ _search }) => [...new Set(_search.terms)].map(bytes),
  by_range: ({ _search }) => {
    const ranges = _search.ranges.map(({ p, low, high }) => JSON.stringify([p, low, high]));
    return [...new Set(ranges)].map(bytes);
  },
  by_date: document => orderKey(document, 'date'),
  by_date_desc: document => orderKey(document, 'date'),
  by_name: document => orderKey(document, 'name'),
  by_updated: document => orderKey(document, 'updated'),
  by_updated_desc: document => orderKey(document, 'updated'),
  by_review: document => orderKey(document, 'reviewTime'),
};

/** A byte more for `reviewed`, which stands behind it. What has no such key is not in the index. */
function orderKey({ _search }: ResourceDocument, by: keyof ResourceDocument['_search']['keys']): number[] {
  const key = _search.keys[by];
  return key === undefined ? [] : [bytes(key) + 1];
}

function add(
  sums: Sums,
  byIndex: ReadonlyMap<IndexName, { entries: number; bytes: number }>,
  resource: Resource,
): void {
  const key = `${resource.resourceType}/${resource.id}`;
  const document = toDocument(resource);
  const terms = keysIn.by_term(document, key);
  sums.count++;
  sums.key += bytes(key);
  sums.json += jsonBytes(resource);
  sums.search += jsonBytes(document._search);
  sums.document += jsonBytes(document);
  sums.terms += terms.length;
  sums.termBytes += sum(terms);
  sums.ranges += keysIn.by_range(document, key).length;
  for (const [name, index] of byIndex) {
    const sizes = keysIn[name](document, key);
    index.entries += sizes.length;
    index.bytes += sum(sizes);
    sums.entries += sizes.length;
    sums.entryBytes += sum(sizes);
  }
}
