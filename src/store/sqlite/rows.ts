import { type ResourceKey, resourceKey } from '../../core/ids.ts';
import { parseDate } from '../../fhir/dates.ts';
import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import type { Resource } from '../../fhir/types.ts';
import type { ReviewState, StoredResource } from '../port.ts';
import type { Bindable, Database, Row } from './database.ts';
import { endOfTime, indexTable, noTime, table } from './schema.ts';

/** The columns `toStored` reads. */
export const storedColumns = 'r.id, r.reviewed, r.review_time, r.reviewed_by, r.content';

/** The columns `toReviewState` reads. */
export const reviewColumns = 'r.id, r.reviewed, r.review_time, r.reviewed_by';

export function toStored(type: string, row: Row): StoredResource {
  return {
    key: resourceKey(type, row.id as string),
    resource: JSON.parse(row.content as string) as Resource,
    review: toReviewState(row),
  };
}

export function toReviewState(row: Row): ReviewState {
  return {
    reviewed: row.reviewed === 1,
    reviewTime: row.review_time === noTime ? null : (row.review_time as number),
    reviewedBy: row.reviewed_by as string | null,
  };
}

/** Adds a resource whose id is not there yet, unreviewed, with its index rows. */
export function insertResource(
  database: Database,
  definition: ResourceDefinition,
  resource: Resource,
  content: string,
): void {
  const date = definition.date?.(resource) ?? noTime;
  const rid = database.insert(
    `INSERT INTO ${table(definition)} (id, version, date, name, updated, content) VALUES (?, ?, ?, ?, ?, ?)`,
    [
      resource.id,
      resource.meta?.versionId ?? null,
      date,
      definition.name?.(resource) ?? '',
      parseDate(resource.meta?.lastUpdated)?.low ?? noTime,
      content,
    ],
  );
  for (const parameter of definition.parameters) {
    const sql = `INSERT OR IGNORE INTO ${indexTable(definition, parameter)} ${indexInserts[parameter.kind]}`;
    for (const values of indexRows(parameter, resource, rid, date)) database.run(sql, values);
  }
}

/** Takes a resource away with its index rows. Returns whether it was there. */
export function deleteResource(database: Database, definition: ResourceDefinition, id: string): boolean {
  const row = database.get(`SELECT rid, date, reviewed, content FROM ${table(definition)} WHERE id = ?`, [
    id,
  ]);
  if (row === undefined) return false;
  const resource = JSON.parse(row.content as string) as Resource;
  const rid = row.rid as number;
  for (const parameter of definition.parameters) {
    const sql = `DELETE FROM ${indexTable(definition, parameter)} WHERE ${indexDeletes[parameter.kind]}`;
    for (const values of indexRows(parameter, resource, rid, row.date as number)) database.run(sql, values);
  }
  database.run(`DELETE FROM ${table(definition)} WHERE rid = ?`, [rid]);
  return true;
}

/** Makes the stored counts agree with the rows. Reads an index of every type, so not for the hot path. */
export function recount(database: Database, definition: ResourceDefinition): void {
  database.run(
    `UPDATE tally SET total = (SELECT count(*) FROM ${table(definition)}),
       reviewed = (SELECT count(*) FROM ${table(definition)} WHERE reviewed = 1) WHERE type = ?`,
    [definition.type],
  );
}

const indexInserts: Readonly<Record<SearchParameter['kind'], string>> = {
  token: '(code, rid, system) VALUES (?, ?, ?)',
  reference: '(target, date, rid) VALUES (?, ?, ?)',
  string: '(rid, value) VALUES (?, ?)',
  date: '(rid, low, high) VALUES (?, ?, ?)',
};

const indexDeletes: Readonly<Record<SearchParameter['kind'], string>> = {
  token: 'code = ? AND rid = ? AND system = ?',
  reference: 'target = ? AND date = ? AND rid = ?',
  string: 'rid = ? AND value = ?',
  date: 'rid = ? AND low = ? AND high = ?',
};

function indexRows(parameter: SearchParameter, resource: Resource, rid: number, date: number): Bindable[][] {
  switch (parameter.kind) {
    case 'token':
      return parameter.values(resource).map(token => [token.code, rid, token.system]);
    case 'reference':
      return parameter.values(resource).map(target => [target, date, rid]);
    case 'string':
      return parameter.values(resource).map(value => [rid, value]);
    case 'date':
      return parameter.values(resource).map(({ low, high }) => [rid, clampTime(low), clampTime(high)]);
  }
}

/** Open ends are infinite in a value and finite in a column. */
export function clampTime(ms: number): number {
  return Math.min(Math.max(ms, noTime), endOfTime);
}

/** Keys by type, each with its place in the list, so that answers can be put back in order. */
export function groupByType(keys: readonly ResourceKey[]): Map<string, { ids: string[]; places: number[] }> {
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
