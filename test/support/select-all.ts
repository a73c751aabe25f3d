import { type GraphQLSchema, getNamedType, isAbstractType, isLeafType, isObjectType } from 'graphql';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * A selection of every path that is present in a piece of FHIR JSON, for a type of the schema.
 * Below `contained` each type's fields get its name before them, since types may differ in a field.
 * @throws Error for a path that the schema does not have
 */
export function selectAll(schema: GraphQLSchema, typeName: string, value: Json, prefix = ''): string {
  const type = schema.getType(typeName);
  const objects = (Array.isArray(value) ? value : [value]).filter(
    entry => entry !== null && typeof entry === 'object',
  );
  if (isAbstractType(type)) return selectContained(schema, objects);
  if (!isObjectType(type)) throw new Error(`${typeName} has no fields`);
  const fields = type.getFields();
  const names = new Set(objects.flatMap(entry => Object.keys(entry)));
  const selections = [...names].map(name => {
    const field = fields[name];
    if (field === undefined) throw new Error(`${typeName} has no ${name}`);
    const inner = getNamedType(field.type);
    const values = objects.flatMap(entry => (entry as Record<string, Json>)[name] ?? []);
    const label = prefix === '' ? name : `${prefix}${name}: ${name}`;
    return isLeafType(inner) ? label : `${label} ${selectAll(schema, inner.name, values)}`;
  });
  return `{ ${selections.join(' ')} }`;
}

function selectContained(schema: GraphQLSchema, resources: readonly Json[]): string {
  const byType = Map.groupBy(resources as { resourceType: string }[], resource => resource.resourceType);
  const parts = [...byType].map(([type, group]) => {
    if (!isObjectType(schema.getType(type))) return '... on OtherResource { content }';
    return `... on ${type} ${selectAll(schema, type, group as never, `${type}_`)}`;
  });
  return `{ resourceType ${parts.join(' ')} }`;
}

/**
 * An answer as the FHIR JSON it came from: without the nulls of fields that only a neighbour has, and with
 * contained resources' fields under their own names. Nulls within lists stay.
 */
export function asFhir(answer: Json): Json {
  if (Array.isArray(answer)) return answer.map(asFhir);
  if (answer === null || typeof answer !== 'object') return answer;
  if ('content' in answer && 'resourceType' in answer) return answer.content ?? null;
  const type = answer.resourceType;
  const entries = Object.entries(answer)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [
      name.startsWith(`${type}_`) ? name.slice(`${type}_`.length) : name,
      asFhir(value),
    ]);
  return Object.fromEntries(entries);
}
