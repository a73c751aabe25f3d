import type { ResourceKey } from '../../core/ids.ts';
import { createIndex, indexes } from './indexes.ts';
import { keysOfType, resourceKeys, scopeName, systemCollection } from './names.ts';
import { everyone } from './search-values.ts';
import { anyOf, join, name, type Sql, sql } from './sql.ts';

/** Statements that fill collections, compare them and count what is in them. */

const id = name('id');
const content = name('content');
const hash = (alias: Sql) => sql`${alias}.${name('_search')}.${name('hash')}`;

/** Resources in the order of their keys; system documents are none. */
export function keysAfter(collection: string, after: string, limit: number): Sql {
  return sql`SELECT RAW META(d).id FROM ${name(collection)} AS d USE INDEX (${name('by_id')} USING GSI) WHERE META(d).id > ${after} AND META(d).id < ${resourceKeys.to} ORDER BY META(d).id LIMIT ${limit}`;
}

/** Leaves what is there as it is, so it may be repeated: reviews stay. */
export function copyDocuments(from: string, to: string, keys: readonly ResourceKey[]): Sql {
  return sql`MERGE INTO ${name(to)} AS t USING (SELECT META(m).id AS ${id}, m AS ${content} FROM ${name(from)} AS m USE KEYS ${keys}) AS s ON KEY s.${id} WHEN NOT MATCHED THEN INSERT s.${content}`;
}

/** Of master's documents `m` those that the tenant has not, or otherwise; `t` is the tenant's. */
function departing(from: string, to: string, keys: readonly ResourceKey[]): Sql {
  return sql`FROM ${name(from)} AS m USE KEYS ${keys} LEFT JOIN ${name(to)} AS t ON KEYS META(m).id WHERE t IS MISSING OR ${hash(sql`t`)} != ${hash(sql`m`)}`;
}

/** What the tenant has not, or otherwise. The content decides, not the version: sources do not always give one. */
export function departures(from: string, to: string, keys: readonly ResourceKey[]): Sql {
  return sql`SELECT META(m).id AS ${id}, t IS MISSING AS ${name('isNew')} ${departing(from, to, keys)}`;
}

/** What was first written in one of those stretches of a build. */
export function keysOfStretches(collection: string, stretches: readonly string[]): Sql {
  return sql`SELECT RAW META(d).id FROM ${name(collection)} AS d USE INDEX (${name('by_id')} USING GSI) WHERE META(d).id > ${resourceKeys.from} AND META(d).id < ${resourceKeys.to} AND d.${name('_search')}.${name('build')} IN ${stretches}`;
}

export function presentKeys(collection: string, keys: readonly ResourceKey[]): Sql {
  return sql`SELECT RAW META(d).id FROM ${name(collection)} AS d USE KEYS ${keys}`;
}

/**
 * As they are in `from`, and so unreviewed: nobody has reviewed what they say now. Those that are so already are left,
 * so it may be repeated, and come late: reviews made meanwhile stay.
 */
export function replaceDocuments(from: string, to: string, keys: readonly ResourceKey[]): Sql {
  return sql`UPSERT INTO ${name(to)} (KEY ${name('k')}, VALUE ${name('v')}) SELECT META(m).id AS ${name('k')}, m AS ${name('v')} ${departing(from, to, keys)}`;
}

export function deleteDocuments(collection: string, keys: readonly ResourceKey[]): Sql {
  return sql`DELETE FROM ${name(collection)} AS d USE KEYS ${keys}`;
}

/** What has any of the terms. */
export function keysWithTerms(collection: string, terms: Sql): Sql {
  return sql`SELECT RAW META(d).id FROM ${name(collection)} AS d USE INDEX (${name('by_term')} USING GSI) WHERE ANY t IN d.${name('_search')}.${name('terms')} SATISFIES t${terms} END`;
}

export function countOfType(collection: string, type: string): Sql {
  const { from, to } = keysOfType(type);
  return sql`SELECT RAW COUNT(1) FROM ${name(collection)} AS d USE INDEX (${name('by_id')} USING GSI) WHERE META(d).id > ${from} AND META(d).id < ${to}`;
}

/**
 * How many resources each index has, those of reviews apart: a document has one such entry in each. Indexes leave out
 * without a word what is too large for them.
 */
export function countsInIndexes(collection: string): readonly Sql[] {
  const count = (index: string, where: Sql) =>
    sql`SELECT RAW COUNT(1) FROM ${name(collection)} AS d USE INDEX (${name(index)} USING GSI) WHERE ${where}`;
  const list = (field: string) => sql`d.${name('_search')}.${name(field)}`;
  const inOrder = (index: string, key: string) => {
    const field = sql`${list('keys')}.${name(key)}`;
    return count(index, sql`${field} > ${resourceKeys.from} AND ${field} < ${resourceKeys.to}`);
  };
  return [
    count('by_term', sql`ANY t IN ${list('terms')} SATISFIES t = ${everyone} END`),
    count('by_range', sql`ANY r IN ${list('ranges')} SATISFIES r.${name('p')} = ${everyone} END`),
    inOrder('by_date', 'date'),
    inOrder('by_date_desc', 'date'),
    inOrder('by_name', 'name'),
    inOrder('by_updated', 'updated'),
    inOrder('by_updated_desc', 'updated'),
  ];
}

export function createIndexes(collection: string): readonly Sql[] {
  return indexes.map(index => createIndex(collection, index));
}

export function buildIndexes(collection: string): Sql {
  return sql`BUILD INDEX ON ${name(collection)}(${join(
    ', ',
    indexes.map(index => name(index.name)),
  )}) USING GSI`;
}

/** Their states. Those of the default collection may stand under the bucket's name alone. */
export function indexStates(bucket: string, collection: string): Sql {
  const field = (of: string) => sql`i.${name(of)}`;
  const itsOwn = sql`${field('bucket_id')} = ${bucket} AND ${field('scope_id')} = ${scopeName} AND ${field('keyspace_id')} = ${collection}`;
  const ofBucket = sql`${field('bucket_id')} IS MISSING AND ${field('keyspace_id')} = ${bucket}`;
  const where = collection === systemCollection ? anyOf([itsOwn, ofBucket]) : itsOwn;
  return sql`SELECT ${field('name')}, ${field('state')} FROM system:indexes AS i WHERE ${where}`;
}
