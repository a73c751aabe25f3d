import type { GraphQLField } from 'graphql';
import { toIso } from '../../../src/core/clock.ts';
import type { ResourceDefinition, SearchParameter, Token } from '../../../src/fhir/definition.ts';
import { definitions, findDefinition } from '../../../src/fhir/registry.ts';
import type { Random } from '../../../src/fhir/sample/random.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import { type Argument, Word } from './document.ts';
import { ofType } from './world.ts';

/** Where the values come from that are searched for. */
export interface Searched {
  readonly random: Random;
  readonly resources: readonly Resource[];
}

/** A value that finds that resource by that parameter, as a client writes it; undefined when it has none. */
function valueFor(parameter: SearchParameter, resource: Resource, random: Random): string | undefined {
  const some = <Value>(values: readonly Value[]) => (values.length > 0 ? random.pick(values) : undefined);
  switch (parameter.kind) {
    case 'token':
      return tokenText(some(parameter.values(resource)), random);
    case 'string': {
      const text = some(parameter.values(resource));
      return (
        text && escaped(random.chance(0.4) ? text.slice(0, random.int(1, text.length)).trim() || text : text)
      );
    }
    case 'reference':
    case 'uri': {
      const text = some<string>(parameter.values(resource));
      return text && escaped(text);
    }
    case 'date': {
      const span = some(parameter.values(resource));
      if (span === undefined || !Number.isFinite(span.low)) return undefined;
      return random.pick(['', 'ge', 'le', 'gt', 'lt', 'sa', 'eb', 'ne']) + toIso(span.low);
    }
    case 'quantity': {
      const amount = some(parameter.values(resource));
      if (amount === undefined || !Number.isFinite(amount.low)) return undefined;
      return random.pick(['', 'ge', 'le', 'gt', 'lt']) + amount.low;
    }
  }
}

function tokenText(token: Token | undefined, random: Random): string | undefined {
  if (token === undefined) return undefined;
  const code = escaped(token.code);
  if (token.system === '') return random.pick([code, `|${code}`]);
  return random.pick([code, `${escaped(token.system)}|${code}`, `${escaped(token.system)}|`]);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\,|$]/g, sign => `\\${sign}`);
}

/** A parameter with a value of one of the resources. */
function condition(definition: ResourceDefinition, { random, resources }: Searched) {
  const candidates = ofType(resources, definition.type);
  for (let attempt = 0; attempt < 8; attempt++) {
    const parameter = random.pick(definition.parameters);
    const value = valueFor(parameter, random.pick(candidates), random);
    if (value !== undefined && value !== '') return { parameter, value };
  }
  return undefined;
}

/** Arguments of `XList` and `XConnection`: of none to two conditions, and an order. */
export function fhirArguments(
  field: GraphQLField<unknown, unknown>,
  type: string,
  searched: Searched,
): Argument[] {
  const { random, resources } = searched;
  const definition = findDefinition(type)!;
  const given = new Map<string, unknown>();
  const searches: string[] = [];
  for (let count = random.pick([0, 1, 1, 2]); count > 0; count--) {
    if (random.chance(0.15)) {
      given.set(
        '_id',
        [random.pick(ofType(resources, type)).id, 'patient-1', 'nobody'].slice(0, random.int(1, 3)),
      );
      continue;
    }
    const found = condition(definition, searched);
    if (found === undefined) continue;
    const { parameter, value } = found;
    const argument = parameter.name.replaceAll('-', '_');
    if (random.chance(0.6) && field.args.some(({ name }) => name === argument)) given.set(argument, [value]);
    else searches.push(entry(parameter, value, definition, searched));
  }
  if (definition.reviewable && random.chance(0.15)) given.set('reviewed', [String(random.chance(0.7))]);
  if (searches.length > 0) given.set('_search', searches);
  if (random.chance(0.4)) given.set('_sort', sort(definition, random));
  return [...given].map(([name, value]) => [name, typeOf(field, name), value]);
}

/** An entry of `_search`, sometimes with a modifier or by way of a chain. */
function entry(
  parameter: SearchParameter,
  value: string,
  own: ResourceDefinition,
  searched: Searched,
): string {
  const { random } = searched;
  const { kind, name } = parameter;
  if (random.chance(0.1)) return `${name}:missing=${random.chance(0.3)}`;
  if (kind === 'token' && random.chance(0.2)) return `${name}:not=${value}`;
  if (kind === 'string' && name !== 'phonetic' && random.chance(0.4)) {
    return `${name}:${random.pick(['exact', 'contains'])}=${value}`;
  }
  if (kind === 'uri' && random.chance(0.3)) return `${name}:below=${value}`;
  if (kind !== 'reference' || random.chance(0.3)) return `${name}=${value}`;
  const targets = definitions.filter(({ type }) => parameter.targets.includes(type));
  if (targets.length === 0) return `${name}=${value}`;
  const target = random.pick(targets);
  const chained = condition(target, searched);
  if (chained === undefined) return `${own.parameters[0]!.name}:missing=true`;
  return `${name}:${target.type}.${chained.parameter.name}=${chained.value}`;
}

function sort({ parameters, reviewable }: ResourceDefinition, random: Random): string {
  const first = random.pick(['_id', '_lastUpdated', ...(reviewable ? ['reviewTime'] : [])]);
  const { name } = random.pick(parameters);
  const keys = random.pick([[first], [name], name === first ? [first] : [name, first]]);
  return keys.map(key => random.pick(['', '-']) + key).join();
}

function typeOf(field: GraphQLField<unknown, unknown>, argument: string): string {
  const found = field.args.find(({ name }) => name === argument);
  if (found === undefined) throw new Error(`${field.name} has no argument ${argument}`);
  return String(found.type);
}

const orders: Readonly<Record<string, readonly string[]>> = {
  Patient: ['NAME', 'BIRTH_DATE', 'LAST_UPDATED', 'REVIEW_TIME'],
  Practitioner: ['NAME', 'BIRTH_DATE', 'LAST_UPDATED', 'REVIEW_TIME'],
  Encounter: ['DATE', 'LAST_UPDATED', 'REVIEW_TIME'],
};

/** Arguments of `patients` and the like, as far as they make the list. */
export function listArguments(type: string, searched: Searched): Argument[] {
  const { random } = searched;
  const args: Argument[] = [];
  const filter = type === 'Encounter' ? encounterFilter(searched) : personFilter(type, searched);
  if (random.chance(0.25)) filter.reviewed = random.chance(0.6);
  if (Object.keys(filter).length > 0) args.push(['filter', `${type}Filter`, filter]);
  if (random.chance(0.5)) {
    const field = new Word(random.pick(orders[type]!));
    const direction = new Word(random.pick(['ASC', 'DESC']));
    args.push(['orderBy', `${type}Order`, { field, direction }]);
  }
  return args;
}

function personFilter(type: string, { random, resources }: Searched): Record<string, unknown> {
  const person = random.pick(ofType(resources, type)) as Resource & {
    readonly name: readonly { readonly family?: string; readonly given?: readonly string[] }[];
    readonly identifier: readonly { readonly system: string; readonly value: string }[];
    readonly birthDate?: string;
    readonly gender?: string;
  };
  const { family, given } = person.name[0] ?? {};
  const { system, value } = random.pick(person.identifier);
  return random.pick([
    {},
    family === undefined ? {} : { name: family.slice(0, random.int(1, family.length)) },
    family === undefined ? {} : { family },
    given === undefined ? {} : { given: given[0] },
    { identifier: [random.pick([value, `${system}|${value}`])] },
    person.gender === undefined ? {} : { gender: [person.gender] },
    person.birthDate === undefined ? {} : { birthDate: { from: person.birthDate } },
    { active: true },
  ]);
}

function encounterFilter({ random, resources }: Searched): Record<string, unknown> {
  const { subject, period, status } = random.pick(ofType(resources, 'Encounter')) as Resource & {
    readonly subject: { readonly reference: string };
    readonly period: { readonly start: string };
    readonly status: string;
  };
  return random.pick([
    {},
    { status: [status] },
    { class: ['AMB'] },
    { patient: [subject.reference] },
    { practitioner: [random.pick(ofType(resources, 'Practitioner')).id] },
    { period: { from: period.start } },
    { reviewedSince: '2020-01-01T00:00:00Z' },
  ]);
}
