import type { TypedValue } from '@medplum/core';
import type { ResourceDefinition, SearchParameter } from '../../src/fhir/definition.ts';
import { findDefinition } from '../../src/fhir/registry.ts';
import { prefixes } from '../../src/fhir/syntax/index.ts';
import type { MedplumEngine } from './medplum.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Searches of a type that both engines know, with values that occur in the data. Each once. Left out is what Medplum's
 * engine in memory has not: quantities, sounds, and all modifiers but `:missing` and `:not`, which it takes and ignores.
 */
export function searchesOf(engine: MedplumEngine, definition: ResourceDefinition): readonly string[] {
  const { type } = definition;
  const known = engine.parameters(type);
  const shared = definition.parameters.filter(
    ({ name, kind }) => known.has(name) && kind !== 'quantity' && name !== 'phonetic',
  );
  const all = shared.flatMap(parameter => searchesBy(parameter, engine.values(type, parameter.name)));
  return [...new Set(all)];
}

function searchesBy(parameter: SearchParameter, values: readonly TypedValue[]): string[] {
  const { name, kind } = parameter;
  const missing = [`${name}:missing=true`, `${name}:missing=false`];
  const one = (texts: readonly string[]) => some(texts).map(text => `${name}=${text}`);
  switch (kind) {
    case 'token': {
      const tokens = some(values.flatMap(tokensOf));
      return [...missing, ...tokens.flatMap(token => [`${name}=${token}`, `${name}:not=${token}`])];
    }
    case 'string':
      return [...missing, ...one(values.flatMap(textsOf).flatMap(text => [text, text.slice(0, 3)]))];
    case 'uri':
      return [...missing, ...one(values.map(({ value }) => escaped(String(value))))];
    case 'reference': {
      const references = values.map(({ value }) => (value as Fields).reference).filter(isText);
      return [...missing, ...one(references), ...one(references.map(lastPart))];
    }
    default: {
      const dates = some(
        values.flatMap(({ value }) => datesOf(value)),
        4,
        3,
      );
      return [...missing, ...dates.flatMap(date => prefixes.map(prefix => `${name}=${prefix}${date}`))];
    }
  }
}

/** Chains from the type to what is stored, by a parameter of each kind. */
export function chainsOf(engine: MedplumEngine, definition: ResourceDefinition): readonly string[] {
  return definition.parameters.flatMap(parameter => {
    if (parameter.kind !== 'reference') return [];
    return parameter.targets.flatMap(target => {
      const stored = findDefinition(target);
      if (stored === undefined) return [];
      const searches = searchesOf(engine, stored).filter(search =>
        /^(identifier|status|active)=/.test(search),
      );
      return some(searches).map(search => `${parameter.name}:${target}.${search}`);
    });
  });
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const lastPart = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);
const escaped = (text: string) => text.replace(/[\\,$|]/g, '\\$&');
const parts = (...values: readonly unknown[]) => values.flat().filter(isText).map(escaped);

/** The first few, which are those of the edge cases, and some of the others, spread evenly; the same each time. */
function some(texts: readonly string[], first = 6, spread = 4): readonly string[] {
  const distinct = [...new Set(texts)];
  const others = distinct.slice(first);
  const step = others.length / spread;
  const chosen = Array.from({ length: Math.min(spread, others.length) }, (_, place) =>
    Math.floor(place * step),
  );
  return [...distinct.slice(0, first), ...chosen.map(place => others[place]!)];
}

function tokensOf({ value }: TypedValue): string[] {
  if (typeof value !== 'object') return [String(value)];
  const { coding = [value], system, value: code } = value as { coding?: readonly Fields[] } & Fields;
  const tokens = code === undefined ? coding : [{ system, code }];
  return (tokens as readonly Fields[]).flatMap(token => {
    const [name] = parts(token.code);
    if (name === undefined) return [];
    return isText(token.system) ? [name, `${token.system}|${name}`, `${token.system}|`] : [name, `|${name}`];
  });
}

function textsOf({ value }: TypedValue): string[] {
  if (isText(value)) return [escaped(value)];
  const { family, given, prefix, text, line, city, state, postalCode, country } = value as Fields;
  return parts(family, given, prefix, text, line, city, state, postalCode, country);
}

/**
 * A date as it stands, its day, its month and its year; of a period both ends. Only months of 31 days, since Medplum
 * takes all for such: `differences` has examples.
 */
function datesOf(value: unknown): string[] {
  const dates = typeof value === 'object' ? [(value as Fields).start, (value as Fields).end] : [value];
  return dates
    .filter(isText)
    .flatMap(date => [date, date.slice(0, 10), date.slice(0, 7), date.slice(0, 4)])
    .filter(date => !/^\d{4}-(02|04|06|09|11)$/.test(date));
}

/** What a list of values does not think of, by type. */
export function handPicked(type: string): readonly string[] {
  return picked[type] ?? [];
}

const picked: Readonly<Record<string, readonly string[]>> = {
  Patient: [
    'gender=female,male',
    'birthdate=eq2024-02',
    'birthdate=sa2024-02',
    'family=Meier,Comma\\, Bar',
    'birthdate=eq2024,eq2023-12-31',
    'identifier=urn:mrn|A1,urn:ssn|A1',
    'gender:not=female,male',
    'gender=FEMALE',
    'gender=http://hl7.org/fhir/administrative-gender|other',
    'active=true&gender=female',
    'birthdate=gt1990&birthdate=lt2000',
  ],
  Encounter: [
    'type=Yearly',
    'special-arrangement=Wheelchair',
    'identifier=Visit number',
    'status=planned,cancelled',
    'status=finished&class=AMB',
    'date=gt2020&date=lt2021&status=finished',
  ],
};
