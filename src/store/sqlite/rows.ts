import { type ResourceKey, resourceKey } from '../../core/ids.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { ReviewState, StoredResource, TypeCount } from '../port.ts';
import type { SoundFile } from './check.ts';
import { type Reading, readContent } from './content.ts';
import type { Database, Row } from './database.ts';
import { contentTable, noTime, table } from './schema.ts';

/** The columns `reviewOfColumns` reads. */
export const reviewColumns = 'r.reviewed, r.review_time, r.reviewed_by';

/** The columns `storedOfKey` reads, of `withContent`. */
export const keyedColumns = `${reviewColumns}, c.content`;

/** The columns `storedOfColumns` and `toStored` read, of `withContent`. */
export const storedColumns = `r.id, ${keyedColumns}`;

/** A table of resources `r` with their content. */
export function withContent(definition: ResourceDefinition, on: string): string {
  return `CROSS JOIN ${table(definition)} r ON ${on} CROSS JOIN ${contentTable(definition)} c ON c.rid = r.rid`;
}

export function toStored(type: string, row: Row, reading: Reading): StoredResource {
  const { id, reviewed, review_time, reviewed_by, content } = row;
  const columns = [id, reviewed, review_time, reviewed_by, content] as unknown as StoredColumns;
  return storedOfColumns(type, columns, reading);
}

/** Columns of a state, and of a resource, as they stand in a row that is an array. */
export type ReviewColumns = readonly [reviewed: number, reviewTime: number, reviewedBy: string | null];
export type KeyedColumns = readonly [...review: ReviewColumns, content: string];
export type StoredColumns = readonly [id: string, ...KeyedColumns];

/** @param columns may be followed by others */
export function storedOfColumns(
  type: string,
  columns: readonly [...StoredColumns, ...unknown[]],
  reading: Reading,
): StoredResource {
  return {
    key: resourceKey(type, columns[0]),
    resource: readContent(columns[4], reading),
    review: reviewState(columns[1], columns[2], columns[3]),
  };
}

/** Of a resource that was asked for by its key. @param columns may be followed by others */
export function storedOfKey(
  key: ResourceKey,
  columns: readonly [...KeyedColumns, ...unknown[]],
  reading: Reading,
): StoredResource {
  return {
    key,
    resource: readContent(columns[3], reading),
    review: reviewState(columns[0], columns[1], columns[2]),
  };
}

/** @param columns may be followed by others */
export function reviewOfColumns(columns: readonly [...ReviewColumns, ...unknown[]]): ReviewState {
  return reviewState(columns[0], columns[1], columns[2]);
}

function reviewState(reviewed: number, reviewTime: number, reviewedBy: string | null): ReviewState {
  return { reviewed: reviewed === 1, reviewTime: reviewTime === noTime ? null : reviewTime, reviewedBy };
}

/** The resources of those numbers, by number. */
export function loadByRid(
  database: Database,
  definition: ResourceDefinition,
  rids: readonly number[],
): Map<number, StoredResource> {
  const rows = database.arrays<readonly [...StoredColumns, rid: number]>(
    `SELECT ${storedColumns}, r.rid FROM json_each(?) p ${withContent(definition, 'r.rid = p.value')}`,
    [JSON.stringify(rids)],
  );
  return new Map(rows.map(row => [row[5], storedOfColumns(definition.type, row, database.reading)]));
}

/** Makes the stored counts agree with the rows. Reads an index of every type, so not for the hot path. */
export function recount(database: Database, definition: ResourceDefinition): number {
  database.run(
    `UPDATE tally SET total = (SELECT count(*) FROM ${table(definition)}),
       reviewed = (SELECT count(*) FROM ${table(definition)} WHERE reviewed = 1) WHERE type = ?`,
    [definition.type],
  );
  return database.get('SELECT total FROM tally WHERE type = ?', [definition.type])!.total as number;
}

/** The stored counts. */
export function typeCounts(database: Database): readonly TypeCount[] {
  return database.all('SELECT type, total, reviewed FROM tally').map(row => ({
    type: row.type as string,
    total: row.total as number,
    reviewed: row.reviewed as number,
  }));
}

/** What a sound file with those counts must have. */
export function toSoundFile(counts: readonly TypeCount[]): SoundFile {
  return counts.map(({ type, total }) => {
    const definition = definitionOf(type);
    return { type, total, tables: [table(definition), contentTable(definition)] };
  });
}

/** Keys by type, each with its place in the list, so that answers can be put back in order. */
export function groupByType(
  keys: readonly ResourceKey[],
): Map<string, { readonly ids: string[]; readonly places: number[] }> {
  const groups = new Map<string, { ids: string[]; places: number[] }>();
  keys.forEach((key, place) => {
    const slash = key.indexOf('/');
    const type = key.slice(0, slash);
    const group = groups.get(type) ?? { ids: [], places: [] };
    groups.set(type, group);
    group.ids.push(key.slice(slash + 1));
    group.places.push(place);
  });
  return groups;
}
