import { asError, GatewayError } from '../core/errors.ts';
import { type ResourceKey, resourceKey, splitKey, type TenantId } from '../core/ids.ts';
import type { Order } from '../fhir/definition.ts';
import {
  type Collection,
  type Condition,
  PositionLost,
  type SearchRequest,
  type StoredResource,
} from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';

export type { Condition } from '../store/port.ts';

export const maxPageSize = 500;

/** A page of a list, asked for. */
export interface ListQuery {
  readonly type: string;
  /** Joined by AND. In a fixed order, since cursors are bound to it. */
  readonly where: readonly Condition[];
  readonly order: Order;
  /** Page size, 1 to `maxPageSize`. */
  readonly first: number;
  /** Cursor of the entry that the page begins behind. */
  readonly after?: string | undefined;
  /** Only resources that refer to `target` by that search parameter. */
  readonly of?: { readonly parameter: string; readonly target: ResourceKey } | undefined;
}

export interface Page {
  readonly query: ListQuery;
  readonly entries: readonly StoredResource[];
  readonly hasMore: boolean;
}

/** Searches of one tenant's collection, in batches: an entry a query, in order. */
export class Searching {
  readonly #collection: Collection;
  readonly #tenant: TenantId;

  constructor(collection: Collection, tenant: TenantId) {
    this.#collection = collection;
    this.#tenant = tenant;
  }

  /** Reverse look-ups that differ only in their target cost one store call together. Errors: BAD_USER_INPUT. */
  pages(queries: readonly ListQuery[]): Promise<readonly (Page | Error)[]> {
    return batched(
      queries,
      query => this.#page(query),
      (group, of) => this.#pagesBy(group, of),
    );
  }

  counts(queries: readonly ListQuery[]): Promise<readonly (number | Error)[]> {
    return batched(
      queries,
      query => this.#collection.count(query),
      (group, parameter) => this.#collection.countByReference(group[0], parameter, targets(group)),
    );
  }

  /** The cursor of an entry: the page after it begins behind it. */
  cursor(query: ListQuery, entry: StoredResource): string {
    return encodeCursor(this.#tenant, query, splitKey(entry.key).id);
  }

  /** The cursor that stands before the first entry. */
  startCursor(query: ListQuery): string {
    return encodeCursor(this.#tenant, query, '');
  }

  /** Whether the page begins behind an entry. */
  isFirst(page: Page): boolean {
    return this.#position(page.query) === undefined;
  }

  /**
   * The same list walked backwards, a page and one entry long, from before `entry` or from the end. Its last
   * entry is what the page before begins behind: see `cursorBefore`.
   */
  backwards(query: ListQuery, entry?: StoredResource): ListQuery {
    const order = { by: query.order.by, descending: !query.order.descending };
    const reversed = { ...query, order, first: query.first + 1, after: undefined };
    return entry === undefined ? reversed : { ...reversed, after: this.cursor(reversed, entry) };
  }

  /** The cursor of the page that ends where a walk backwards began. */
  cursorBefore(query: ListQuery, walked: Page): string {
    const entry = walked.entries[query.first];
    return entry === undefined ? this.startCursor(query) : this.cursor(query, entry);
  }

  async #page(query: ListQuery): Promise<Page> {
    return { query, ...(await this.#search(this.#request(query), query)) };
  }

  async #search(request: SearchRequest, { of }: ListQuery) {
    if (of === undefined) return saying(this.#collection.search(request));
    const [page] = await saying(this.#collection.searchByReference(request, of.parameter, [of.target]));
    return page!;
  }

  async #pagesBy(group: Group, parameter: string): Promise<readonly Page[]> {
    const request = this.#request(group[0]);
    const pages = await saying(this.#collection.searchByReference(request, parameter, targets(group)));
    return pages.map((page, place) => ({ query: group[place]!, ...page }));
  }

  #request(query: ListQuery): SearchRequest {
    const after = this.#position(query);
    const { type, where, order, first } = query;
    return { type, where, order, limit: first, ...(after !== undefined && { after }) };
  }

  #position(query: ListQuery): ResourceKey | undefined {
    if (query.after === undefined) return undefined;
    const id = decodeCursor(this.#tenant, query, query.after);
    return id === '' ? undefined : resourceKey(query.type, id);
  }
}

type Group = readonly [ListQuery, ...ListQuery[]];

/** Runs queries without a target each by itself, and those that differ only in their target together. */
async function batched<Result>(
  queries: readonly ListQuery[],
  alone: (query: ListQuery) => Promise<Result>,
  together: (group: Group, parameter: string) => Promise<readonly Result[]>,
): Promise<readonly (Result | Error)[]> {
  const results = new Array<Result | Error>(queries.length);
  const groups = Map.groupBy(queries.entries(), ([place, query]) => groupKey(query, place));
  await Promise.all(
    [...groups.values()].map(async members => {
      const group = members.map(([, query]) => query) as unknown as Group;
      const { of } = group[0];
      const run = async () => (of === undefined ? [await alone(group[0])] : together(group, of.parameter));
      const outcomes: readonly (Result | Error)[] = await run().catch(error =>
        group.map(() => asError(error)),
      );
      for (const [index, [place]] of members.entries()) results[place] = outcomes[index]!;
    }),
  );
  return results;
}

function groupKey({ of, ...query }: ListQuery, place: number): string {
  // A cursor belongs to one target only.
  return of === undefined || query.after !== undefined
    ? String(place)
    : JSON.stringify([query.type, query.where, query.order, query.first, of.parameter]);
}

function targets(group: Group): ResourceKey[] {
  return group.map(query => query.of!.target);
}

/** A position that is gone is told as a bad cursor. */
async function saying<Result>(search: Promise<Result>): Promise<Result> {
  try {
    return await search;
  } catch (error) {
    if (!(error instanceof PositionLost)) throw error;
    throw new GatewayError('BAD_USER_INPUT', 'The cursor leads to a resource that is gone; start over.');
  }
}
