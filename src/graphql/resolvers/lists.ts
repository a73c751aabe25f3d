import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { GatewayError } from '../../core/errors.ts';
import { isFhirId, type ResourceKey, resourceKey } from '../../core/ids.ts';
import { parseDate } from '../../fhir/dates.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Bound, Condition, SortKey } from '../../fhir/search.ts';
import { foldCode } from '../../fhir/values.ts';
import { type ListQuery, maxPageSize } from '../../services/searching.ts';
import type { GatewayContext } from '../context.ts';

/** The values that a list in a filter may hold. */
const maxAlternatives = 100;

export const defaultPageSize = 20;

/** Arguments of every list field, as GraphQL coerced them. */
export interface ListArguments<Filter, Field extends string> {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly filter?: Filter | null | undefined;
  readonly orderBy?: { readonly field: Field; readonly direction?: 'ASC' | 'DESC' } | null | undefined;
}

/** What a list field of a resource type takes. */
export interface ListFields<Filter, Field extends string> {
  readonly type: string;
  readonly filter: FilterFields<Filter>;
  readonly order: Readonly<Record<Field, SortKey>>;
}

/** How each field of a filter becomes a condition. The order of the fields is the order of the conditions. */
export type FilterFields<Filter> = {
  readonly [Field in keyof Filter]-?: (value: NonNullable<Filter[Field]>) => Condition;
};

/** @throws GatewayError BAD_USER_INPUT when an argument is out of its bounds */
export function listQuery<Filter extends object, Field extends string>(
  { type, filter, order }: ListFields<Filter, Field>,
  args: ListArguments<Filter, Field>,
): ListQuery {
  const { orderBy } = args;
  return {
    type,
    where: conditions(args.filter ?? {}, filter),
    order: orderBy
      ? [{ by: order[orderBy.field], descending: orderBy.direction === 'DESC' }]
      : definitionOf(type).defaultOrder,
    first: pageSize('first', args.first),
    ...(args.after != null && { after: args.after }),
  };
}

/** @throws GatewayError BAD_USER_INPUT */
export function pageSize(
  argument: string,
  given: number | null | undefined,
  otherwise = defaultPageSize,
): number {
  const size = given ?? otherwise;
  if (size >= 1 && size <= maxPageSize) return size;
  throw badInput(`"${argument}" must be from 1 to ${maxPageSize}.`);
}

function conditions<Filter extends object>(
  filter: Partial<Filter>,
  fields: FilterFields<Filter>,
): Condition[] {
  const names = Object.keys(fields) as (keyof Filter)[];
  return names.flatMap(name => {
    const value = filter[name];
    return value === undefined || value === null ? [] : [fields[name](value)];
  });
}

export function tokens(parameter: string): (values: readonly string[]) => Condition {
  return values => ({ kind: 'token', parameter, anyOf: bounded(parameter, values).map(parseToken) });
}

export function flag(parameter: string): (value: boolean) => Condition {
  return value => ({ kind: 'token', parameter, anyOf: [{ code: String(value) }] });
}

/** Text without any letter to compare matches nothing rather than everything. */
export function prefix(parameter: string): (value: string) => Condition {
  return value => ({ kind: 'string', parameter, match: 'prefix', anyOf: [value] });
}

/** Ids as `123` or `Type/123`; what is neither matches nothing. */
export function references(parameter: string, type: string): (ids: readonly string[]) => Condition {
  return ids => ({
    kind: 'reference',
    parameter,
    anyOf: bounded(parameter, ids).map(id => (id.startsWith(`${type}/`) ? id : `${type}/${id}`)),
  });
}

export function dateRange(
  parameter: string,
): (range: {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}) => Condition {
  return ({ from, to }) => {
    const low = from == null ? undefined : interval(parameter, from).low;
    const high = to == null ? undefined : interval(parameter, to).high;
    if (low !== undefined && high !== undefined && low >= high) {
      throw badInput(`The span of "${parameter}" ends before it begins.`);
    }
    // What overlaps the span ends behind its beginning and begins before its end.
    const bounds: Bound[] = [];
    if (low !== undefined) bounds.push({ of: 'high', op: '>', value: low });
    if (high !== undefined) bounds.push({ of: 'low', op: '<', value: high });
    return { kind: 'date', parameter, anyOf: [{ bounds }] };
  };
}

/** The review conditions, which every reviewable type has. */
export const reviewFields = {
  reviewed: (is: boolean): Condition => ({ kind: 'reviewed', is }),
  reviewedSince: (time: number): Condition => ({
    kind: 'reviewTime',
    anyOf: [{ bounds: [{ of: 'low', op: '>=', value: time }] }],
  }),
};

/** Matches no resource at all. */
export const nothing: Condition = { kind: 'id', anyOf: [] };

/** The key of an id given by a client; undefined for what can be no id. */
function keyOf(type: string, id: string): ResourceKey | undefined {
  return isFhirId(id) ? resourceKey(type, id) : undefined;
}

/** Whether a selection is one field, and can be no more. */
function isOnlyField({ selections }: SelectionSetNode): boolean {
  return selections.length === 1 && selections[0]!.kind === Kind.FIELD;
}

/** The root field that finds a resource by its id: null when there is none. */
export function byId(type: string) {
  return (
    _: unknown,
    { id }: { readonly id: string },
    { session }: GatewayContext,
    { operation }: GraphQLResolveInfo,
  ) => {
    const key = keyOf(type, id);
    if (key === undefined) return null;
    const { loaders } = session.warm;
    return loaders.resource(key, isOnlyField(operation.selectionSet));
  };
}

export function badInput(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message);
}

function parseToken(text: string): { system?: string; code: string } {
  const bar = text.indexOf('|');
  const code = foldCode(text.slice(bar + 1));
  return bar < 0 ? { code } : { system: text.slice(0, bar), code };
}

function interval(parameter: string, text: string) {
  const parsed = parseDate(text);
  if (parsed === undefined)
    throw badInput(`"${parameter}" takes dates such as 2024, 2024-02-29 or 2024-02-29T08:00:00Z.`);
  return parsed;
}

function bounded<Value>(parameter: string, values: readonly Value[]): readonly Value[] {
  if (values.length > maxAlternatives)
    throw badInput(`"${parameter}" takes at most ${maxAlternatives} values.`);
  return values;
}
