import type { ResourceKey } from '../../core/ids.ts';
import { splitKey } from '../../core/ids.ts';
import { type CompartmentType, compartmentOf } from '../../fhir/compartment.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf, definitions } from '../../fhir/registry.ts';
import type { Part } from '../port.ts';
import { Referred } from '../referred.ts';
import { SqliteCollection } from './collection.ts';
import type { Database, Row } from './database.ts';
import { contentTable, postingTable, table, termTable } from './schema.ts';
import type { Watch } from './tasks.ts';

/** Resources read at a time: a few milliseconds. */
const sliceSize = 500;

/** Resources of a master, by their numbers in it. */
export class Selection {
  readonly #marks: ReadonlyMap<string, { readonly bits: Uint8Array; total: number }>;

  constructor(master: Database) {
    this.#marks = new Map(
      definitions.map(definition => {
        const last = master.get(`SELECT max(rid) AS rid FROM ${table(definition)}`)?.rid ?? 0;
        return [definition.type, { bits: new Uint8Array((last as number) + 1), total: 0 }];
      }),
    );
  }

  /** Returns whether it is new. */
  add({ type }: ResourceDefinition, rid: number): boolean {
    const marks = this.#marks.get(type)!;
    if (marks.bits[rid] === 1) return false;
    marks.bits[rid] = 1;
    marks.total += 1;
    return true;
  }

  has({ type }: ResourceDefinition, rid: number): boolean {
    return this.#marks.get(type)!.bits[rid] === 1;
  }

  total({ type }: ResourceDefinition): number {
    return this.#marks.get(type)!.total;
  }

  /** Their numbers in order, so many at a time. */
  *slices({ type }: ResourceDefinition, size: number): Generator<readonly number[]> {
    let rids: number[] = [];
    for (const [rid, mark] of this.#marks.get(type)!.bits.entries()) {
      if (mark === 1) rids.push(rid);
      if (rids.length < size) continue;
      yield rids;
      rids = [];
    }
    if (rids.length > 0) yield rids;
  }
}

/**
 * The resources of a part: those that match; what belongs to their compartments; and what any of these refers to, and
 * so on. Of the types of the first two nothing comes in by reference, so that parts that share no match share nothing
 * that belongs to one either.
 * @throws Error when the type is not stored: a part is checked before it gets here
 */
export async function select(master: Database, part: Part, watch: Watch): Promise<Selection> {
  const selection = new Selection(master);
  const compartment = compartmentOf(part.type);
  const closed = new Set([part.type, ...compartment.map(({ definition }) => definition.type)]);
  const referred = new Referred(closed);
  const add = (definition: ResourceDefinition, rows: readonly Row[]) => {
    for (const { rid, content } of rows) {
      if (selection.add(definition, rid as number)) referred.addFrom(JSON.parse(content as string));
    }
  };
  for await (const keys of matchesOf(master, part)) {
    watch.throwIfAborted();
    add(definitionOf(part.type), readByKeys(master, definitionOf(part.type), keys));
    for (const member of compartment) add(member.definition, readMembers(master, member, keys));
  }
  for (let next = referred.take(sliceSize); next !== undefined; next = referred.take(sliceSize)) {
    watch.throwIfAborted();
    add(next.definition, readByKeys(master, next.definition, next.keys));
  }
  return selection;
}

async function* matchesOf(master: Database, { type, where }: Part) {
  const collection = new SqliteCollection(master);
  const order = [{ by: 'id', descending: false }] as const;
  for (let after: ResourceKey | undefined; ; ) {
    const page = await collection.search({ type, where, order, limit: sliceSize, ...(after && { after }) });
    const keys = page.entries.map(({ key }) => key);
    yield keys;
    if (!page.hasMore) return;
    after = keys.at(-1);
  }
}

/** Those that are stored, with their content. */
function readByKeys(
  master: Database,
  definition: ResourceDefinition,
  keys: readonly ResourceKey[],
): readonly Row[] {
  return master.all(
    `SELECT r.rid, c.content FROM json_each(?) p CROSS JOIN ${table(definition)} r ON r.id = p.value
      CROSS JOIN ${contentTable(definition)} c ON c.rid = r.rid`,
    [JSON.stringify(keys.map(key => splitKey(key).id))],
  );
}

/** What is in the compartments of `keys`. */
function readMembers(
  master: Database,
  { definition, parameters }: CompartmentType,
  keys: readonly ResourceKey[],
): readonly Row[] {
  return master.all(
    `SELECT p.rid, c.content FROM json_each(?) parameter CROSS JOIN json_each(?) key
      CROSS JOIN ${termTable(definition)} t ON t.parameter = parameter.value AND t.code = key.value AND t.system = ''
      CROSS JOIN ${postingTable(definition)} p ON p.term = t.term
      CROSS JOIN ${contentTable(definition)} c ON c.rid = p.rid`,
    [JSON.stringify(parameters), JSON.stringify(keys)],
  );
}
