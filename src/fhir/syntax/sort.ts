import type { ResourceDefinition } from '../definition.ts';
import type { Order, SortBy, SortKey } from '../search.ts';
import { named, refuse, suggestion } from './names.ts';
import { argumentName } from './parameters.ts';

/** Most keys of an order. */
export const maxSortKeys = 5;

/**
 * The order that the argument `_sort` asks for: names of search parameters in their official or their argument
 * spelling, `_id`, `_lastUpdated` and, where the type is reviewed, `reviewTime`; the most important first, descending
 * with a `-` before it (https://hl7.org/fhir/R4/search.html#sort).
 *
 * @throws GatewayError BAD_USER_INPUT for an unknown key, a repeated one, or too many.
 */
export function parseSort(definition: ResourceDefinition, text: string): Order {
  const keys = sortKeys(definition);
  // Split no further than an order may be long.
  const names = text.split(',', maxSortKeys + 1).map(name => name.trim());
  if (names.length > maxSortKeys) refuse(`_sort: at most ${maxSortKeys} keys are allowed.`);
  const [first, ...rest] = names.map(name => sortBy(definition, keys, name));
  const order: Order = [first!, ...rest];
  const seen = new Set(order.map(({ by }) => (typeof by === 'string' ? by : `parameter ${by.parameter}`)));
  if (seen.size < order.length) refuse('_sort: two of its keys are the same order.');
  return order;
}

function sortBy(
  definition: ResourceDefinition,
  keys: ReadonlyMap<string, SortBy['by']>,
  text: string,
): SortBy {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  if (name === '') refuse('_sort: a key is empty. Expected keys such as "-date,_id".');
  if (name === '_score') refuse('_sort: "_score" is not supported, since results have no score.');
  const by = keys.get(argumentName(name));
  // Of several values a descending order looks at the greatest.
  if (by !== undefined) {
    return { by: typeof by === 'string' ? by : { ...by, greatest: descending }, descending };
  }
  const known = [...new Set([...definition.parameters.map(parameter => parameter.name), ...keys.keys()])];
  return refuse(
    `_sort: ${named('unknown key', name)} of ${definition.type}.${suggestion(name, known)} Keys are its search parameters, "_id"${
      definition.reviewable ? ', "_lastUpdated" and "reviewTime"' : ' and "_lastUpdated"'
    }; /fhir/metadata lists them.`,
  );
}

/** By argument name. */
function sortKeys(definition: ResourceDefinition): ReadonlyMap<string, SortBy['by']> {
  const byName = definition.parameters.map(({ name }): [string, SortBy['by']] => [
    argumentName(name),
    definition.orderedAs[name] ?? { parameter: name, greatest: false },
  ]);
  const ours: [string, SortKey][] = [
    ['_id', 'id'],
    ['_lastUpdated', 'updated'],
  ];
  if (definition.reviewable) ours.push(['reviewTime', 'reviewTime']);
  return new Map([...byName, ...ours]);
}
