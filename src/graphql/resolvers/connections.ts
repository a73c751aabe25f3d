import type { GraphQLResolveInfo } from 'graphql';
import type { ListQuery, Page } from '../../services/searching.ts';
import type { ReadResource } from '../../services/workspace.ts';
import type { GatewayContext } from '../context.ts';

/** An entry with the page it stands on, which its cursor is made from. */
export interface EdgeModel {
  readonly page: Page;
  readonly entry: ReadResource;
}

/** Fields of every connection, in this schema's vocabulary and in FHIR's. */
export const connection = {
  edges: (page: Page, _: unknown, { session }: GatewayContext, info: GraphQLResolveInfo): EdgeModel[] => {
    session.budget.spend(page.entries.length, info);
    return page.entries.map(entry => ({ page, entry }));
  },
  pageInfo: (page: Page) => page,
  count: (page: Page, _: unknown, { session }: GatewayContext) => session.warm.loaders.count(page.query),
  pagesize: (page: Page) => page.query.first,
  offset: (page: Page, _: unknown, context: GatewayContext) => (searching(context).isFirst(page) ? 0 : null),
  first: (page: Page, _: unknown, context: GatewayContext) => searching(context).link(page.query),
  previous: (page: Page, _: unknown, context: GatewayContext) =>
    searching(context).isFirst(page) ? null : linkBefore(page.query, page.entries[0], context),
  next: (page: Page, _: unknown, context: GatewayContext) =>
    page.hasMore ? searching(context).link(page.query, page.entries.at(-1)) : null,
  last: (page: Page, _: unknown, context: GatewayContext) => linkBefore(page.query, undefined, context),
};

export const edge = {
  cursor: ({ page, entry }: EdgeModel, _: unknown, context: GatewayContext) =>
    searching(context).cursor(page.query, entry),
  node: ({ entry }: EdgeModel) => entry.resource,
  resource: ({ entry }: EdgeModel) => entry.resource,
  mode: () => 'match',
  score: () => null,
};

export const pageInfo = {
  hasNextPage: (page: Page) => page.hasMore,
  hasPreviousPage: (page: Page, _: unknown, context: GatewayContext) => !searching(context).isFirst(page),
  startCursor: (page: Page, _: unknown, context: GatewayContext) => cursorAt(page, 0, context),
  endCursor: (page: Page, _: unknown, context: GatewayContext) =>
    cursorAt(page, page.entries.length - 1, context),
};

/** Through the loader, so that a list of lists walks back once for all. */
async function linkBefore(query: ListQuery, entry: ReadResource | undefined, context: GatewayContext) {
  const walked = await context.session.warm.loaders.page(searching(context).backwards(query, entry));
  return searching(context).linkBefore(query, walked);
}

function searching({ session }: GatewayContext) {
  return session.warm.workspace.searching;
}

function cursorAt(page: Page, place: number, context: GatewayContext): string | null {
  const entry = page.entries[place];
  return entry === undefined ? null : searching(context).cursor(page.query, entry);
}
