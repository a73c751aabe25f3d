import { asError, GatewayError } from '../core/errors.ts';
import { type ResourceKey, resourceKey, splitKey, type TenantId } from '../core/ids.ts';
import type { Condition, Order, SortBy } from '../fhir/search.ts';
import { PositionLost, type SearchRequest } from '../store/port.ts';
import type { Cursors } from './cursors.ts';
import type { ReadResource } from './read.ts';
import type { Reader } from './reader.ts';

/** Of a page, and of a list that is given whole. */
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
  /** Whether the first few are enough, where a list is to be whole otherwise. */
  readonly few?: boolean;
  /** Only resources that refer to `target` by that search parameter. */
  readonly of?: { readonly parameter: string; readonly target: ResourceKey } | undefined;
}

export interface Page {
  readonly query: ListQuery;
  readonly entries: readonly ReadResource[];
  readonly hasMore: boolean;
}

/** Searches of one tenant's collection, in batches: an entry a query, in order. */
export class Searching {
  readonly #reader: Reader;
  readonly #tenant: TenantId;
  readonly #cursors: Cursors;

  constructor(reader: Reader, tenant: TenantId, cursors: Cursors) {
    this.#reader = reader;
    this.#tenant = tenant;
    this.#cursors = cursors;
  }

  /**
   * Reverse look-ups that differ only in their target cost one store call together.
   * Errors: BAD_USER_INPUT, and whatever ends the operation.
   */
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
      query => this.#reader.count(counted(query)),
      (group, parameter) =>
        this.#reader.countsByReference(counted(group[0]), { parameter, targets: targets(group) }),
    );
  }

  /** A page that need not be waited for; undefined: ask `pages`. @throws GatewayError BAD_USER_INPUT */
  pageAtHand(query: ListQuery): Page | undefined {
    const { atHand } = this.#reader;
    if (atHand === undefined) return undefined;
    const page = atHand.page(this.#request(query), query.of);
    return page && { query, entries: page.entries, hasMore: page.hasMore };
  }

  countAtHand(query: ListQuery): number | undefined {
    return this.#reader.atHand?.count(counted(query), query.of);
  }

  /**
   * The entries of a page that has to be the whole list.
   * @throws GatewayError TOO_MANY_MATCHES when it is not
   */
  whole(page: Page): readonly ReadResource[] {
    if (!page.hasMore) return page.entries;
    throw new GatewayError(
      'TOO_MANY_MATCHES',
      `More than ${page.query.first} match. Narrow the search, take the first few with "_count", or page with the Connection.`,
    );
  }

  /** The cursor of an entry: the page after it begins behind it. */
  cursor(query: ListQuery, entry: ReadResource): string {
    return this.#cursors.entry(this.#tenant, query, splitKey(entry.key).id);
  }

  /** Leads by itself to the page behind an entry; without one, to the first. */
  link(query: ListQuery, entry?: ReadResource): string {
    return this.#cursors.link(this.#tenant, query, entry === undefined ? '' : splitKey(entry.key).id);
  }

  /** The list and position that a link leads to. @throws GatewayError BAD_USER_INPUT */
  follow(link: string): ListQuery {
    const { query, id } = this.#cursors.openLink(this.#tenant, link);
    return id === '' ? query : { ...query, after: this.#cursors.entry(this.#tenant, query, id) };
  }

  /** Whether a cursor is enough by itself. */
  isLink(cursor: string): boolean {
    return this.#cursors.isLink(cursor);
  }

  /** Whether the page is the first of its list. */
  isFirst(page: Page): boolean {
    return this.#position(page.query) === undefined;
  }

  /**
   * The same list walked backwards, a page and one entry long, from before `entry` or from the end. Its last
   * entry is what the page before begins behind: see `cursorBefore`.
   */
  backwards(query: ListQuery, entry?: ReadResource): ListQuery {
    const [first, ...others] = query.order;
    const order: Order = [turned(first), ...others.map(turned)];
    const reversed = { ...query, order, first: query.first + 1, after: undefined };
    return entry === undefined ? reversed : { ...reversed, after: this.cursor(reversed, entry) };
  }

  /** Leads to the page that ends where a walk backwards began. */
  linkBefore(query: ListQuery, walked: Page): string {
    return this.link(query, walked.entries[query.first]);
  }

  async #page(query: ListQuery): Promise<Page> {
    return { query, ...(await this.#search(this.#request(query), query)) };
  }

  async #search(request: SearchRequest, { of }: ListQuery) {
    if (of === undefined) return told(this.#reader.page(request));
    const [page] = await this.#byReference(request, of.parameter, [of.target]);
    if (page instanceof Error) throw page;
    return page!;
  }

  async #byReference(request: SearchRequest, parameter: string, keys: readonly ResourceKey[]) {
    const pages = await this.#reader.pagesByReference(request, { parameter, targets: keys });
    return pages.map(page => (page instanceof Error ? tellable(page) : page));
  }

  async #pagesBy(group: Group, parameter: string): Promise<readonly (Page | Error)[]> {
    const request = this.#request(group[0]);
    const pages = await this.#byReference(request, parameter, targets(group));
    return pages.map((page, place) => (page instanceof Error ? page : { query: group[place]!, ...page }));
  }

  #request(query: ListQuery): SearchRequest {
    const after = this.#position(query);
    const { type, where, order, first } = query;
    return { type, where, order, limit: first, ...(after !== undefined && { after }) };
  }

  #position(query: ListQuery): ResourceKey | undefined {
    if (query.after === undefined) return undefined;
    const id = this.#cursors.position(this.#tenant, query, query.after);
    return id === '' ? undefined : resourceKey(query.type, id);
  }
}

type Group = readonly [ListQuery, ...ListQuery[]];

/** Runs queries without a target each by itself, and those that differ only in their target together. */
async function batched<Result>(
  queries: readonly ListQuery[],
  alone: (query: ListQuery) => Promise<Result>,
  together: (group: Group, parameter: string) => Promise<readonly (Result | Error)[]>,
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

function counted({ type, where }: ListQuery) {
  return { type, where };
}

function turned({ by, descending }: SortBy): SortBy {
  return { by, descending: !descending };
}

function targets(group: Group): ResourceKey[] {
  return group.map(query => query.of!.target);
}

async function told<Result>(search: Promise<Result>): Promise<Result> {
  try {
    return await search;
  } catch (error) {
    throw tellable(asError(error));
  }
}

/** A position that is gone is told as a bad cursor. */
function tellable(error: Error): Error {
  if (!(error instanceof PositionLost)) return error;
  return new GatewayError('BAD_USER_INPUT', 'The cursor leads to a resource that is gone; start over.');
}
