import type { GraphQLResolveInfo } from 'graphql';
import { resourceKey } from '../../core/ids.ts';
import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf, definitions, findDefinition } from '../../fhir/registry.ts';
import type { Condition, Order } from '../../fhir/search.ts';
import {
  maxConditions,
  parseArguments,
  parseSearch,
  parseSort,
  referenceParameter,
  type SearchArguments,
} from '../../fhir/syntax/index.ts';
import type { Resource } from '../../fhir/types.ts';
import { chainedTypes } from '../../services/search-parts.ts';
import { type ListQuery, maxPageSize, type Page } from '../../services/searching.ts';
import type { GatewayContext } from '../context.ts';
import { connection, edge } from './connections.ts';
import { badInput, byId, nothing, pageSize } from './lists.ts';
import { contained, isContained } from './reviewable.ts';

/** Arguments of `XList` and `XConnection`: those that steer, and search parameters under their argument names. */
interface FhirArguments {
  readonly _search?: readonly (string | null)[] | null;
  readonly _sort?: string | null;
  readonly _count?: number | null;
  readonly _cursor?: string | null;
  readonly _reference?: string;
  readonly [parameter: string]: unknown;
}

type Resolver<Parent> = (
  parent: Parent,
  args: FhirArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => unknown;

type ResolversByField = Readonly<Record<string, Resolver<never>>>;

/**
 * FHIR's vocabulary (https://hl7.org/fhir/R4/graphql.html) for every stored type: `X(id:)`, `XList`, `XConnection`,
 * and within resources the lists of those that refer to them.
 */
export const fhirResolvers: Readonly<Record<string, ResolversByField>> = Object.assign(
  { Query: Object.fromEntries(definitions.flatMap(rootFields)) },
  ...definitions.map(({ type }) => ({
    [type]: { contained, ...Object.fromEntries(definitions.flatMap(from => reverseFields(from, type))) },
    [`${type}Connection`]: connection,
    [`${type}Edge`]: edge,
  })),
);

function rootFields(definition: ResourceDefinition): [string, Resolver<never>][] {
  const { type } = definition;
  const list: Resolver<unknown> = (_, args, context, info) =>
    wholeList(listQuery(definition, args, context), context, info);
  const page: Resolver<unknown> = (_, args, context) =>
    context.session.warm.loaders.page(connectionQuery(definition, args, context));
  return [
    [type, byId(type) as unknown as Resolver<never>],
    [`${type}List`, list],
    [`${type}Connection`, page],
  ];
}

/** None where nothing of the one type refers to the other. */
function reverseFields(from: ResourceDefinition, type: string): [string, Resolver<never>][] {
  const refers = from.parameters.some(
    parameter => parameter.kind === 'reference' && parameter.targets.includes(type),
  );
  if (!refers) return [];
  const list: Resolver<Resource> = (parent, args, context, info) =>
    wholeList(of(parent, from, args, listQuery(from, args, context)), context, info);
  const page: Resolver<Resource> = (parent, args, context) => {
    const query = of(parent, from, args, {
      ...search(from, args, context),
      first: pageSize('_count', args._count),
    });
    return context.session.warm.loaders.page(query);
  };
  return [
    [`${from.type}List`, list],
    [`${from.type}Connection`, page],
  ];
}

/** The same list, of the resources that refer to `parent`. */
function of(parent: Resource, from: ResourceDefinition, args: FhirArguments, query: ListQuery): ListQuery {
  const parameter = referenceParameter(from, args._reference ?? '', parent.resourceType).name;
  // A contained resource has an id within its resource only: nothing else refers to it.
  if (isContained(parent)) return { ...query, where: [nothing] };
  return { ...query, of: { parameter, target: resourceKey(parent.resourceType, parent.id) } };
}

/** All or an error; or the first few, where `_count` asks for no more. */
function wholeList(
  query: ListQuery,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): readonly Resource[] | Promise<readonly Resource[]> {
  const page = context.session.warm.loaders.page(query);
  return page instanceof Promise
    ? page.then(found => wholePage(found, context, info))
    : wholePage(page, context, info);
}

function wholePage(page: Page, { session }: GatewayContext, info: GraphQLResolveInfo): readonly Resource[] {
  const { query } = page;
  const entries = query.few ? page.entries : session.warm.workspace.searching.whole(page);
  session.budget.spend(entries.length, info);
  return entries.map(({ resource }) => resource);
}

function listQuery(definition: ResourceDefinition, args: FhirArguments, context: GatewayContext): ListQuery {
  const first = pageSize('_count', args._count, maxPageSize);
  return { ...search(definition, args, context), first, ...(args._count != null && { few: true }) };
}

/** A cursor of `first`, `previous`, `next` or `last` is the whole search; one of an edge goes with its arguments. */
function connectionQuery(
  definition: ResourceDefinition,
  args: FhirArguments,
  context: GatewayContext,
): ListQuery {
  const { _cursor: cursor, _count: count } = args;
  const { searching } = context.session.warm.workspace;
  if (cursor == null || !searching.isLink(cursor)) {
    const first = pageSize('_count', count);
    return { ...search(definition, args, context), first, ...(cursor != null && { after: cursor }) };
  }
  const followed = searching.follow(cursor);
  if (followed.type !== definition.type) throw badInput('The cursor belongs to a list of another type.');
  requireChained(followed.where, context);
  const first = pageSize('_count', count, followed.first);
  // With arguments beside it, it must be a cursor of what they say: the search refuses it otherwise.
  const same = hasSearch(args) ? { ...search(definition, args, context), after: cursor } : followed;
  return { ...same, first };
}

const steering = new Set(['_search', '_sort', '_count', '_cursor', '_reference']);

function hasSearch(args: FhirArguments): boolean {
  return Object.keys(args).some(
    name => (!steering.has(name) || name === '_search' || name === '_sort') && args[name] != null,
  );
}

function search(
  definition: ResourceDefinition,
  args: FhirArguments,
  gateway: GatewayContext,
): Omit<ListQuery, 'first'> {
  // Of "approximately" only the day counts, so that a cursor fits its list for longer than a moment.
  const now = Math.floor(gateway.clock.now() / dayMs) * dayMs;
  const context = { now, definitionOf: findDefinition };
  const parameters = Object.fromEntries(Object.entries(args).filter(([name]) => !steering.has(name)));
  if ((args._search?.length ?? 0) > maxConditions)
    throw badInput(`"_search" takes at most ${maxConditions} conditions.`);
  const where: Condition[] = [
    ...parseArguments(definition, parameters as SearchArguments, context),
    ...(args._search ?? []).flatMap(text => (text === null ? [] : [parseSearch(definition, text, context)])),
  ];
  const alternatives = where.reduce((sum, condition) => sum + countAlternatives(condition), 0);
  if (where.length > maxConditions || alternatives > maxAlternatives) {
    throw badInput(
      `A search takes at most ${maxConditions} conditions, with ${maxAlternatives} values in all.`,
    );
  }
  requireChained(where, gateway);
  const order: Order =
    args._sort == null ? definitionOf(definition.type).defaultOrder : parseSort(definition, args._sort);
  return { type: definition.type, where, order };
}

/** Who finds encounters by their patients' names finds out names. */
function requireChained(where: readonly Condition[], { permissions }: GatewayContext): void {
  for (const type of chainedTypes(where)) permissions.require('search', type);
}

const dayMs = 86_400_000;
/** Of a whole search, since all are looked up before it begins. */
const maxAlternatives = 500;

function countAlternatives(condition: Condition): number {
  if (condition.kind === 'not') return countAlternatives(condition.condition);
  if (condition.kind === 'chain')
    return condition.where.reduce((sum, inner) => sum + countAlternatives(inner), 1);
  if (!('anyOf' in condition)) return 1;
  // A prefix such as `ge` makes two tests of one value.
  const isRange =
    condition.kind === 'date' || condition.kind === 'quantity' || condition.kind === 'reviewTime';
  return isRange ? Math.ceil(condition.anyOf.length / 2) : condition.anyOf.length;
}
