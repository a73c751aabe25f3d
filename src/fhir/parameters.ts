import type { SearchParameter, Token } from './definition.ts';
import { type Read, readers, referenceIdentifiers, soundingStrings, tokenTexts } from './elements.ts';
import { searchParameters } from './generated/search-parameters.ts';
import type { ParameterRow } from './parameter-row.ts';
import { presenceAt, readerAt } from './paths.ts';
import { soundsOf } from './sounds.ts';
import type { Resource } from './types.ts';
import { fold } from './values.ts';

type Values<Value> = (resource: Resource) => readonly Value[];

/**
 * The official R4 search parameters of a stored type, those of every resource among them, by
 * https://hl7.org/fhir/R4/searchparameter-registry.html.
 * @throws Error when the type is not in the generated table
 */
export function officialParameters(type: string): SearchParameter[] {
  const rows = searchParameters[type];
  if (rows === undefined) throw new Error(`No search parameters of ${type}: npm run codegen`);
  return rows.map(compileParameter);
}

/**
 * A parameter that reads what its row says. Total on whatever passes `checkStructure`, and on more.
 * @throws Error when the row has a path or a type that cannot be read
 */
export function compileParameter(row: ParameterRow): SearchParameter {
  const { name, url, description, kind } = row;
  const any = { name, url, description, present: presenceAt(Object.keys(row.elements)) };
  switch (kind) {
    case 'token':
      return {
        ...any,
        kind,
        impliedSystem: row.system,
        values: row.whether ? whether(row) : distinct(valuesAt(row, readers.token), tokenKey),
        texts: distinct(valuesAt(row, tokenTexts, true), textKey),
      };
    case 'string': {
      const sounding = name === 'phonetic';
      return {
        ...any,
        kind,
        values: distinct(valuesAt(row, sounding ? soundingStrings : readers.string), textKey),
        forms: sounding ? soundsOf : foldedForms,
        whole: sounding,
      };
    }
    case 'reference':
      return {
        ...any,
        kind,
        targets: row.targets ?? [],
        values: distinct(valuesAt(row, readers.reference), textKey),
        identifiers: distinct(valuesAt(row, referenceIdentifiers, true), tokenKey),
      };
    case 'uri':
      return { ...any, kind, values: distinct(valuesAt(row, readers.uri), textKey) };
    case 'date':
      return { ...any, kind, values: valuesAt(row, readers.date) };
    case 'quantity':
      return { ...any, kind, values: valuesAt(row, readers.quantity) };
  }
}

function foldedForms(text: string): readonly string[] {
  const folded = fold(text);
  return folded === '' ? [] : [folded];
}

/** `optional`: types without a reader have no such values, rather than being a mistake. */
function valuesAt<Value>(
  { name, elements }: ParameterRow,
  byType: Readonly<Record<string, Read<Value>>>,
  optional = false,
): Values<Value> {
  const reads = Object.entries(elements).flatMap(([path, type]) => {
    const read = byType[type];
    if (read === undefined && !optional) throw new Error(`${name} cannot be read from ${type}`);
    return read === undefined ? [] : [readerAt(path, read)];
  });
  const none: readonly Value[] = [];
  const [first, ...others] = reads;
  if (first === undefined) return () => none;
  // Most resources have no value: a list of their own only for those that do.
  const found: Value[] = [];
  return resource => {
    first(resource, found);
    for (const read of others) read(resource, found);
    return found.length === 0 ? none : found.splice(0);
  };
}

const yes: readonly Token[] = [{ system: '', code: 'true' }];
const no: readonly Token[] = [{ system: '', code: 'false' }];

/** `X.exists() and X != false`, https://hl7.org/fhir/R4/patient.html#search: `deceased`. */
function whether(row: ParameterRow): Values<Token> {
  const read: Read<unknown> = (element, out) => out.push(element);
  const asTheyAre = Object.fromEntries(Object.values(row.elements).map(type => [type, read]));
  const found = valuesAt(row, asTheyAre);
  return resource => (found(resource).some(element => element !== false) ? yes : no);
}

const textKey = (text: string) => text;
const tokenKey = ({ system, code }: Token) => `${system}\n${code}`;

/** So many are compared with each other, which takes less time than a set. */
const few = 8;

/** Without values that were there before; most resources have one or none. */
function distinct<Value>(values: Values<Value>, keyOf: (value: Value) => string): Values<Value> {
  return resource => {
    const found = values(resource);
    if (found.length < 2) return found;
    if (found.length <= few) {
      const keys = found.map(keyOf);
      return found.filter((_, place) => keys.indexOf(keys[place]!) === place);
    }
    const seen = new Set<string>();
    return found.filter(value => seen.size < seen.add(keyOf(value)).size);
  };
}
