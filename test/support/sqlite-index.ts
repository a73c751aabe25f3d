import { DatabaseSync } from 'node:sqlite';
import type { ResourceDefinition } from '../../src/fhir/definition.ts';
import { definitions } from '../../src/fhir/registry.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { decodeChunk, ridsPerChunk } from '../../src/store/sqlite/bits.ts';
import { bucketsOf } from '../../src/store/sqlite/buckets.ts';
import {
  contentOrders,
  contentTable,
  orderedPostingTable,
  packedTable,
  postingTable,
  sortColumn,
  table,
  termTable,
  valueTable,
} from '../../src/store/sqlite/schema.ts';

export interface TermIndex {
  readonly n: number;
  readonly ordered: boolean;
  readonly packed: boolean;
  /** Ids of the resources that have it: of a bucket, by their content. Sorted. */
  readonly postings: readonly string[];
  /** The same as its bits have them. */
  readonly bits: readonly string[];
  /** By order: the same as its table has them, those with another sort value than the resource left out. */
  readonly inOrder: Readonly<Record<string, readonly string[]>>;
}

/** What a file has of one type to find resources by, with ids and codes in the place of numbers. */
export interface TypeIndex {
  readonly tally: unknown;
  readonly resources: readonly unknown[];
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  readonly postings: readonly unknown[];
  readonly terms: ReadonlyMap<string, TermIndex>;
  /** Rows that belong to no resource or to no term. */
  readonly strays: number;
}

export function readIndex(path: string): ReadonlyMap<string, TypeIndex> {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return new Map(definitions.map(definition => [definition.type, readType(file, definition)]));
  } finally {
    file.close();
  }
}

function readType(file: DatabaseSync, definition: ResourceDefinition): TypeIndex {
  const [rows, terms, postings] = [table, termTable, postingTable].map(name => name(definition));
  const all = (sql: string, ...values: string[]) => file.prepare(sql).all(...values);
  const valueTables = definition.parameters
    .filter(({ kind }) => kind === 'string' || kind === 'date' || kind === 'quantity')
    .map(parameter => valueTable(definition, parameter));
  const orders = contentOrders(definition);
  const strays = [postings!, ...valueTables, ...orders.map(key => orderedPostingTable(definition, key))].map(
    name =>
      all(`SELECT count(*) AS n FROM ${name} WHERE rid NOT IN (SELECT rid FROM ${rows})`)[0]!.n as number,
  );
  const ids = new Map(all(`SELECT rid, id FROM ${rows}`).map(({ rid, id }) => [rid, id as string]));
  const chunks = all(`SELECT term, chunk, bits FROM ${packedTable(definition)}`);
  const bits = new Map<unknown, (string | undefined)[]>();
  for (const { term, chunk, bits: blob } of chunks) {
    const first = (chunk as number) * ridsPerChunk;
    const ofChunk = decodeChunk(blob as Uint8Array).map(rest => ids.get(first + rest));
    bits.set(term, [...(bits.get(term) ?? []), ...ofChunk]);
  }
  const idsByBucket = readBuckets(file, definition);
  const termIndex = all(`SELECT parameter, code, system, term, n, ordered, packed FROM ${terms}`).map(row => {
    const key = JSON.stringify([row.parameter, row.code, row.system]);
    const idsOf = (sql: string) => all(sql).map(({ id }) => id as string);
    const inOrder = orders.map(order => [
      order,
      idsOf(
        `SELECT r.id FROM ${orderedPostingTable(definition, order)} o JOIN ${rows} r
          ON r.rid = o.rid AND r.${sortColumn(order)} = o.sort WHERE o.term = ${row.term} ORDER BY 1`,
      ),
    ]);
    const posted = idsOf(
      `SELECT r.id FROM ${postings} p JOIN ${rows} r ON r.rid = p.rid WHERE p.term = ${row.term} ORDER BY 1`,
    );
    const isBucket = (row.parameter as string).endsWith('~');
    const term: TermIndex = {
      n: row.n as number,
      ordered: row.ordered === 1,
      packed: row.packed === 1,
      bits: (bits.get(row.term) ?? []).map(id => id ?? 'of no resource').sort(),
      postings: isBucket ? (idsByBucket.get(key) ?? []).toSorted() : posted,
      inOrder: Object.fromEntries(inOrder),
    };
    return [key, term] as const;
  });
  return {
    tally: all('SELECT total, reviewed FROM tally WHERE type = ?', definition.type),
    resources: all(
      `SELECT r.id, r.version, r.date, r.name, r.updated, r.present, c.content
        FROM ${rows} r JOIN ${contentTable(definition)} c ON c.rid = r.rid ORDER BY 1`,
    ),
    values: Object.fromEntries(
      valueTables.map(name => [
        name,
        all(`SELECT r.id, i.* FROM ${name} i JOIN ${rows} r ON r.rid = i.rid`)
          .map(({ rid: _, ...row }) => JSON.stringify(row))
          .sort(),
      ]),
    ),
    postings: all(
      `SELECT t.parameter, t.code, t.system, r.id FROM ${postings} p
        JOIN ${terms} t ON t.term = p.term JOIN ${rows} r ON r.rid = p.rid ORDER BY 1, 2, 3, 4`,
    ),
    terms: new Map(termIndex),
    strays: strays.reduce((sum, n) => sum + n, 0),
  };
}

function readBuckets(file: DatabaseSync, definition: ResourceDefinition): Map<string, string[]> {
  const buckets = new Map<string, string[]>();
  for (const { content } of file.prepare(`SELECT content FROM ${contentTable(definition)}`).all()) {
    const resource = JSON.parse(content as string) as Resource;
    for (const bucket of bucketsOf(definition, resource)) {
      const key = JSON.stringify(bucket);
      buckets.set(key, [...(buckets.get(key) ?? []), resource.id]);
    }
  }
  return buckets;
}
