import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitions } from '../../fhir/registry.ts';
import type { Database, Row } from './database.ts';
import { contentTable, table } from './schema.ts';
import type { Selection } from './selection.ts';
import { join, type Sql, sql } from './sql.ts';
import type { Watch } from './tasks.ts';

/** Resources compared at a time: a few milliseconds. */
const sliceSize = 500;

/** A share: numbers of resources have gaps, so that how many are left is not known for certain. */
const almost = 0.99;

/** The name that a tenant's connection knows master by. */
export const masterSchema = 'master';

/** A resource that a tenant does not have as master has it. */
export interface Departure {
  readonly id: string;
  readonly content: string;
  readonly isNew: boolean;
}

/**
 * How a tenant's content differs from master's, or from the part of it that is selected. The content decides, not the
 * version: sources do not always give one. In slices, in which the tenant may be changed as they say.
 */
export class Difference {
  readonly #tenant: Database;
  readonly #selection: Selection | undefined;
  readonly #watch: Watch;
  readonly #all: number;
  #done = 0;

  /** @param tenant with master attached */
  constructor(tenant: Database, selection: Selection | undefined, watch: Watch) {
    this.#tenant = tenant;
    this.#selection = selection;
    this.#watch = watch;
    this.#all = definitions.reduce((sum, definition) => sum + this.total(definition), 0);
  }

  /** How many the tenant should have. */
  total(definition: ResourceDefinition): number {
    if (this.#selection !== undefined) return this.#selection.total(definition);
    return this.#tenant.get(`SELECT count(*) AS n FROM ${masterSchema}.${table(definition)}`)!.n as number;
  }

  /** What the tenant should not have. */
  *gone(definition: ResourceDefinition): Generator<readonly string[]> {
    for (const { after, upTo } of this.#ranges(definition, 'main')) {
      const rows = this.#tenant.all(
        `SELECT t.id, m.rid FROM main.${table(definition)} t
          LEFT JOIN ${masterSchema}.${table(definition)} m ON m.id = t.id WHERE t.rid > ? AND t.rid <= ?`,
        [after, upTo],
      );
      yield rows
        .filter(({ rid }) => !this.#isSelected(definition, rid as number | null))
        .map(({ id }) => id as string);
    }
  }

  /** What it should have, and has not or otherwise. */
  *departures(definition: ResourceDefinition): Generator<readonly Departure[]> {
    for (const slice of this.#slicesOfMaster(definition)) {
      const { text, values } = join(
        `SELECT m.id, mc.content, t.rid IS NULL AS is_new FROM `,
        slice,
        ` CROSS JOIN ${masterSchema}.${contentTable(definition)} mc ON mc.rid = m.rid
          LEFT JOIN main.${table(definition)} t ON t.id = m.id
          LEFT JOIN main.${contentTable(definition)} tc ON tc.rid = t.rid
          WHERE ${isOther('tc.content', 'mc.content')}`,
      );
      yield this.#tenant.all(text, values).map(toDeparture);
      this.#done += sliceSize;
      this.#watch.progress(Math.min(this.#done / this.#all, almost));
    }
  }

  /** `m`: rows of master, some at a time. */
  *#slicesOfMaster(definition: ResourceDefinition): Generator<Sql> {
    const rows = `${masterSchema}.${table(definition)} m`;
    if (this.#selection === undefined) {
      for (const { after, upTo } of this.#ranges(definition, masterSchema)) {
        yield sql(`(SELECT rid, id FROM ${rows} WHERE rid > ? AND rid <= ?) m`, after, upTo);
      }
      return;
    }
    for (const rids of this.#selection.slices(definition, sliceSize)) {
      this.#watch.throwIfAborted();
      yield sql(`json_each(?) p CROSS JOIN ${rows} ON m.rid = p.value`, JSON.stringify(rids));
    }
  }

  *#ranges(definition: ResourceDefinition, schema: string) {
    const last = this.#tenant.get(`SELECT max(rid) AS rid FROM ${schema}.${table(definition)}`)?.rid ?? 0;
    for (let after = 0; after < (last as number); after += sliceSize) {
      this.#watch.throwIfAborted();
      yield { after, upTo: after + sliceSize };
    }
  }

  #isSelected(definition: ResourceDefinition, rid: number | null): boolean {
    return rid !== null && (this.#selection === undefined || this.#selection.has(definition, rid));
  }
}

/** Whether contents differ. Older gateways wrote them in one line, and no value has an end of line in it. */
export function isOther(one: string, other: string): string {
  const inOneLine = (content: string) => `replace(${content}, char(10), '')`;
  return `${one} IS NOT ${other} AND ${inOneLine(one)} IS NOT ${inOneLine(other)}`;
}

function toDeparture({ id, content, is_new }: Row): Departure {
  return { id: id as string, content: content as string, isNew: is_new === 1 };
}
