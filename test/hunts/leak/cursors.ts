import type { Random } from '../../../src/fhir/sample/random.ts';
import type { Argument } from './document.ts';

/** A list as its field and the arguments that make it. */
export interface EntryList {
  readonly field: string;
  readonly type: string;
  readonly args: readonly Argument[];
}

/** A cursor as a tenant was given it. */
export interface KeptCursor {
  readonly text: string;
  /** What it is of. A link has no arguments: it leads on by itself. */
  readonly list: EntryList;
  readonly link: boolean;
}

/** As many are remembered for a tenant. */
const kept = 80;

/** The cursors that tenants were given, to be used again by themselves and by others. */
export class CursorPool {
  readonly #byTenant = new Map<string, KeptCursor[]>();

  keep(tenant: string, cursor: KeptCursor, random: Random): void {
    const cursors = this.#byTenant.get(tenant) ?? [];
    this.#byTenant.set(tenant, cursors);
    if (cursors.length < kept) cursors.push(cursor);
    else cursors[random.int(0, kept - 1)] = cursor;
  }

  /** Undefined while the tenant has none. */
  some(tenant: string, random: Random): KeptCursor | undefined {
    const cursors = this.#byTenant.get(tenant);
    return cursors && random.pick(cursors);
  }
}
