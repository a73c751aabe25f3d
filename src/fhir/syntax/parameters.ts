import type { ResourceDefinition, SearchParameter } from '../definition.ts';
import { either, named, refuse, suggestion } from './names.ts';

/** Parameters that no element of a resource stands behind: the id, and the tenant's review. */
export interface BuiltIn {
  readonly kind: 'id' | 'reviewed' | 'reviewTime' | 'reviewedBy';
  readonly name: string;
  /** Undefined for ours. */
  readonly url: string | undefined;
  readonly description: string;
}

export type Parameter = SearchParameter | BuiltIn;

const byId: BuiltIn = {
  kind: 'id',
  name: '_id',
  url: 'http://hl7.org/fhir/SearchParameter/Resource-id',
  description: 'Logical id of this artifact',
};

const byReview: readonly BuiltIn[] = [
  {
    kind: 'reviewed',
    name: 'reviewed',
    url: undefined,
    description: 'Whether the tenant has reviewed it: true or false',
  },
  { kind: 'reviewTime', name: 'reviewTime', url: undefined, description: 'When the tenant reviewed it' },
  {
    kind: 'reviewedBy',
    name: 'reviewedBy',
    url: undefined,
    description: 'Who reviewed it, exactly as recorded',
  },
];

/** Parts of the FHIR search that are done otherwise here, and how. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['_include', 'Select the field "resource" of the reference instead.'],
  ['_revinclude', 'Select a list inside the resource instead: XList(_reference: …).'],
  ['_has', 'Select a list inside the resource instead, XList(_reference: …), or search with a chain.'],
  ['_contained', 'Contained resources are found only within what contains them.'],
  ['_containedType', 'Contained resources are found only within what contains them.'],
  ['_filter', 'Give several entries of _search instead, which are joined by AND.'],
  ['_text', 'Full text is not indexed; search by a parameter of kind string, or by a token with :text.'],
  ['_content', 'Full text is not indexed; search by a parameter of kind string, or by a token with :text.'],
  ['_query', 'There are no named queries; search by parameters.'],
  ['_list', 'Lists are not followed; search by _id.'],
  ['_summary', 'The selection set says what is returned.'],
  ['_elements', 'The selection set says what is returned.'],
  ['_total', 'Select "count" instead.'],
  ['_type', 'Each type has lists of its own.'],
  ['near', 'Positions are not indexed; search by address.'],
  ['_format', 'Answers are GraphQL answers.'],
  ['_sort', 'Use the argument _sort instead.'],
  ['_count', 'Use the argument _count instead.'],
  ['_cursor', 'Use the argument _cursor instead.'],
  ['_reference', 'Use the argument _reference instead.'],
  ['_search', 'Give each as an entry of the argument _search.'],
]);

/** Every parameter that resources of this type are searched by. */
export function parametersOf(definition: ResourceDefinition): readonly Parameter[] {
  const builtIns = definition.reviewable ? [byId, ...byReview] : [byId];
  const taken = new Set(builtIns.map(({ name }) => name));
  return [...builtIns, ...definition.parameters.filter(({ name }) => !taken.has(name))];
}

/** The GraphQL argument of a search parameter: names of GraphQL have no `-`. */
export function argumentName(parameterName: string): string {
  return parameterName.replaceAll('-', '_');
}

/** @throws GatewayError BAD_USER_INPUT when the type has no parameter of that official name. */
export function parameterOf(definition: ResourceDefinition, name: string): Parameter {
  refuseElsewhere(name);
  const all = parametersOf(definition);
  const official = all.map(parameter => parameter.name);
  return all.find(parameter => parameter.name === name) ?? unknownParameter(definition, name, official);
}

/** @throws GatewayError BAD_USER_INPUT when no parameter of the type has that argument name. */
export function parameterOfArgument(definition: ResourceDefinition, argument: string): Parameter {
  refuseElsewhere(argument);
  const all = parametersOf(definition);
  const found = all.find(parameter => argumentName(parameter.name) === argument);
  return (
    found ??
    unknownParameter(
      definition,
      argument,
      all.map(({ name }) => argumentName(name)),
    )
  );
}

/** @throws GatewayError BAD_USER_INPUT, with what to use instead, when the gateway does this otherwise. */
export function refuseElsewhere(name: string): void {
  const instead = elsewhere.get(name);
  if (instead !== undefined) refuse(`"${name}" is not a search parameter here. ${instead}`);
}

function unknownParameter(definition: ResourceDefinition, name: string, known: readonly string[]): never {
  return refuse(
    `${named('Unknown search parameter', name)} of ${definition.type}.${suggestion(name, known)} /fhir/metadata lists all there are.`,
  );
}

/**
 * The reference parameter of that name, in its official or its argument spelling, by which resources of this type may
 * refer to one of `targetType`.
 *
 * @throws GatewayError BAD_USER_INPUT that lists those that may, when this is none of them.
 */
export function referenceParameter(
  definition: ResourceDefinition,
  name: string,
  targetType: string,
): SearchParameter & { readonly kind: 'reference' } {
  const leading = definition.parameters.filter(
    parameter => parameter.kind === 'reference' && parameter.targets.includes(targetType),
  );
  const found = leading.find(
    parameter => parameter.name === name || argumentName(parameter.name) === argumentName(name),
  );
  if (found?.kind === 'reference') return found;
  const names = leading.map(parameter => `"${parameter.name}"`);
  return refuse(
    names.length === 0
      ? `No search parameter of ${definition.type} refers to ${targetType}.`
      : `_reference: expected a search parameter by which ${definition.type} refers to ${targetType}: ${either(names)}.`,
  );
}
