import type { ResourceDefinition, SearchParameter, Token } from '../../fhir/definition.ts';
import type { TokenTest } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import type { Database } from './database.ts';
import { contentOrders, orderedPostingTable, postingTable, sortColumn, table, termTable } from './schema.ts';
import { beginsWith, flat, join, limited, sql } from './sql.ts';

/**
 * Codes, references and URIs are found by terms: a dictionary gives each a number, and a posting says that a
 * resource has it. The dictionary counts postings, so that what a condition would find is known before it is run.
 */
export interface Term {
  readonly term: number;
  /** How many resources have it. */
  readonly n: number;
  /** Whether its postings are kept in every order too. */
  readonly ordered: boolean;
  /** Whether they are kept as bits too. */
  readonly packed: boolean;
}

export interface CodedTerm extends Term {
  readonly code: string;
}

/** What a term stands for. `parameter` is a name, or one of those below. */
export type TermKey = readonly [parameter: string, code: string, system: string];

/** Any code of a system. */
export const anyOfSystem = (parameter: string): string => `${parameter}|`;
/** The identifier of a reference. */
export const identifierOf = (parameter: string): string => `${parameter}:identifier`;

/** Every term of a resource, each once. */
export function termsOf(definition: ResourceDefinition, resource: Resource): TermKey[] {
  const keys: TermKey[] = [];
  for (const parameter of definition.parameters) collect(parameter, resource, keys);
  return keys;
}

function collect(parameter: SearchParameter, resource: Resource, keys: TermKey[]): void {
  switch (parameter.kind) {
    case 'token':
      addTokens(parameter.name, parameter.values(resource), keys);
      return;
    case 'reference':
      for (const target of new Set(parameter.values(resource))) keys.push([parameter.name, target, '']);
      addTokens(identifierOf(parameter.name), parameter.identifiers(resource), keys);
      return;
    case 'uri':
      for (const uri of new Set(parameter.values(resource))) keys.push([parameter.name, uri, '']);
  }
}

function addTokens(parameter: string, tokens: readonly Token[], keys: TermKey[]): void {
  const first = keys.length;
  for (const { system, code } of tokens) {
    addOnce(keys, first, [parameter, code, system]);
    if (system !== '') addOnce(keys, first, [anyOfSystem(parameter), '', system]);
  }
}

/** Resources have few tokens a parameter: looking through them costs less than a set. */
function addOnce(keys: TermKey[], first: number, key: TermKey): void {
  for (let place = first; place < keys.length; place++) {
    const known = keys[place]!;
    if (known[0] === key[0] && known[1] === key[1] && known[2] === key[2]) return;
  }
  keys.push(key);
}

/** The terms that meet any of the tests, in few statements. */
export function findTokenTerms(
  database: Database,
  definition: ResourceDefinition,
  parameter: string,
  anyOf: readonly TokenTest[],
): Term[] {
  const full: TermKey[] = [];
  const codes: string[] = [];
  for (const { system, code } of anyOf) {
    if (code === undefined) full.push([anyOfSystem(parameter), '', system ?? '']);
    else if (system === undefined) codes.push(code);
    else full.push([parameter, code, system]);
  }
  const found = findTerms(database, definition, full);
  if (codes.length > 0) {
    const rows = database.all(
      `SELECT t.term, t.n, t.ordered, t.packed FROM json_each(?) p CROSS JOIN ${termTable(definition)} t
        ON t.parameter = ? AND t.code = p.value`,
      [JSON.stringify(codes), parameter],
    );
    found.push(...rows.map(toTerm));
  }
  return [...new Map(found.map(term => [term.term, term])).values()];
}

/** Terms of exactly these keys; those that nothing has are left out. */
export function findTerms(
  database: Database,
  definition: ResourceDefinition,
  keys: readonly TermKey[],
): Term[] {
  if (keys.length === 0) return [];
  return database
    .all(
      `SELECT t.term, t.n, t.ordered, t.packed FROM json_each(?) p CROSS JOIN ${termTable(definition)} t
        ON t.parameter = p.value ->> 0 AND t.code = p.value ->> 1 AND t.system = p.value ->> 2`,
      [JSON.stringify(keys)],
    )
    .map(toTerm);
}

/** Terms of a parameter whose code lies between those, both included, `limit` of them at most. */
export function termRange(
  database: Database,
  definition: ResourceDefinition,
  parameter: string,
  from: string,
  to: string,
  limit: number,
): CodedTerm[] {
  return database
    .arrays<CodedRow>(
      `SELECT code, term, n, ordered, packed FROM ${termTable(definition)}
        WHERE parameter = ? AND code >= ? AND code <= ? ${limited}`,
      [parameter, from, to, limit],
    )
    .map(toCodedTerm);
}

/** The same of several ranges, in one statement; nothing when they have more than the limit together. */
export function termRanges(
  database: Database,
  definition: ResourceDefinition,
  parameter: string,
  ranges: readonly (readonly [from: string, to: string])[],
  limit: number,
): { readonly from: string; readonly to: string; readonly terms: CodedTerm[] }[] {
  const rows = database.arrays<[place: number, ...CodedRow]>(
    `SELECT p.key, t.code, t.term, t.n, t.ordered, t.packed FROM json_each(?) p
      CROSS JOIN ${termTable(definition)} t
      ON t.parameter = ? AND t.code >= p.value ->> 0 AND t.code <= p.value ->> 1 ${limited}`,
    [JSON.stringify(ranges), parameter, limit + 1],
  );
  if (rows.length > limit) return [];
  const found = ranges.map(([from, to]) => ({ from, to, terms: [] as CodedTerm[] }));
  for (const [place, ...row] of rows) found[place]!.terms.push(toCodedTerm(row));
  return found;
}

type CodedRow = [code: string, term: number, n: number, ordered: number, packed: number];

function toCodedTerm([code, term, n, ordered, packed]: CodedRow): CodedTerm {
  return { code, term, n, ordered: ordered === 1, packed: packed === 1 };
}

/** Terms of a parameter whose code begins so, `limit` of them at most. */
export function findTermsBelow(
  database: Database,
  definition: ResourceDefinition,
  parameter: string,
  prefix: string,
  limit: number,
): Term[] {
  return database
    .all(
      ...flat(
        join(
          sql(
            `SELECT term, n, ordered, packed FROM ${termTable(definition)} WHERE parameter = ? AND `,
            parameter,
          ),
          beginsWith('code', prefix),
          sql(` ${limited}`, limit),
        ),
      ),
    )
    .map(toTerm);
}

function toTerm(row: Record<string, unknown>): Term {
  return {
    term: row.term as number,
    n: row.n as number,
    ordered: row.ordered === 1,
    packed: row.packed === 1,
  };
}

/** Not a bucket (see buckets.ts), nor a system, which nearly all have. */
const isPosted = "parameter NOT LIKE '%~' AND parameter NOT LIKE '%|'";

/** Makes the dictionary's counts agree with the postings. */
export function countTerms(database: Database, definition: ResourceDefinition): void {
  database.run(
    `UPDATE ${termTable(definition)} AS t
      SET n = (SELECT count(*) FROM ${postingTable(definition)} p WHERE p.term = t.term) WHERE n = 0`,
  );
}

/**
 * Keeps in order the postings of those terms that have come to need it: a term with fewer resources is cheap to read
 * and sort, and one that a large part of the resources has is met soon on the way through any order.
 */
export function orderTerms(database: Database, definition: ResourceDefinition, total: number): void {
  const { sortableRows, frequentShare } = database.tuning;
  const needing = [sortableRows, total * frequentShare];
  const terms = database.all(
    `SELECT term FROM ${termTable(definition)} WHERE ordered = 0 AND n > ? AND n <= ? AND ${isPosted}`,
    needing,
  );
  if (terms.length === 0) return;
  const list = JSON.stringify(terms.map(row => row.term));
  for (const key of contentOrders(definition)) {
    database.run(
      `INSERT INTO ${orderedPostingTable(definition, key)}
        SELECT p.term, r.${sortColumn(key)}, p.rid FROM ${postingTable(definition)} p
          CROSS JOIN ${table(definition)} r ON r.rid = p.rid
          WHERE p.term IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3`,
      [list],
    );
  }
  database.run(
    `UPDATE ${termTable(definition)} SET ordered = 1 WHERE ordered = 0 AND n > ? AND n <= ? AND ${isPosted}`,
    needing,
  );
}
