import { isFhirId } from '../../core/ids.ts';
import type { StringParameter } from '../definition.ts';
import type { Condition } from '../search.ts';
import { fold } from '../values.ts';
import { dateTests } from './dates.ts';
import { checkModifier } from './modifiers.ts';
import { refuse } from './names.ts';
import type { Parameter } from './parameters.ts';
import { quantityTests } from './quantities.ts';
import { referenceValues } from './references.ts';
import { alternatives, withoutEscapes } from './text.ts';
import { tokenTests } from './tokens.ts';

/** Met by nothing. */
const never: Condition = { kind: 'id', anyOf: [] };

/**
 * What one search parameter asks.
 *
 * @param modifier Without colon; undefined for none.
 * @param given Values as the client wrote them, joined by OR, as are the parts between their commas. None of them
 *   matches nothing.
 * @param now In milliseconds, for dates with the prefix `ap`.
 * @throws GatewayError BAD_USER_INPUT when the modifier or a value is none the parameter takes.
 */
export function condition(
  parameter: Parameter,
  modifier: string | undefined,
  given: readonly string[],
  now: number,
): Condition {
  checkModifier(parameter, modifier);
  const label = `Search parameter "${parameter.name}${modifier === undefined ? '' : `:${modifier}`}"`;
  const parts = alternatives(given, label);
  if (modifier === 'missing') return missing(parameter, parts, label);
  if (modifier === 'not') return { kind: 'not', condition: plain(parameter, undefined, parts, label, now) };
  return plain(parameter, modifier, parts, label, now);
}

function missing(parameter: Parameter, parts: readonly string[], label: string): Condition {
  const [answer] = parts;
  if (parts.length !== 1 || (answer !== 'true' && answer !== 'false')) {
    refuse(`${label}: expected true or false.`);
  }
  const is = answer === 'true';
  if (parameter.kind === 'reviewTime') return { kind: 'reviewed', is: !is };
  return { kind: 'missing', parameter: parameter.name, is };
}

function plain(
  parameter: Parameter,
  modifier: string | undefined,
  parts: readonly string[],
  label: string,
  now: number,
): Condition {
  const { kind, name } = parameter;
  switch (kind) {
    case 'token':
      if (modifier === 'text') return { kind: 'text', parameter: name, anyOf: foldedTexts(parts) };
      return { kind, parameter: name, anyOf: tokenTests(parts, label, parameter.impliedSystem) };
    case 'string':
      return string(parameter, modifier, parts);
    case 'reference':
      if (modifier === 'identifier') {
        return { kind: 'identifier', parameter: name, anyOf: tokenTests(parts, label) };
      }
      return { kind, parameter: name, anyOf: referenceValues(parts, label, parameter.targets, modifier) };
    case 'uri': {
      const match = modifier === 'below' ? 'below' : 'exact';
      return { kind, parameter: name, match, anyOf: parts.map(withoutEscapes) };
    }
    case 'date':
      return { kind, parameter: name, anyOf: dateTests(parts, label, now) };
    case 'quantity':
      return { kind, parameter: name, anyOf: quantityTests(parts, label) };
    case 'id':
      return { kind, anyOf: parts.map(withoutEscapes).filter(isFhirId) };
    case 'reviewed':
      return reviewed(parts, label);
    case 'reviewTime':
      return { kind, anyOf: dateTests(parts, label, now) };
    case 'reviewedBy':
      return { kind, anyOf: parts.map(withoutEscapes) };
  }
}

function foldedTexts(parts: readonly string[]): readonly string[] {
  return parts.map(part => fold(withoutEscapes(part))).filter(text => text !== '');
}

function string(
  parameter: StringParameter,
  modifier: string | undefined,
  parts: readonly string[],
): Condition {
  const match = modifier === 'exact' || modifier === 'contains' ? modifier : 'prefix';
  const texts = parts.map(withoutEscapes);
  // Every text begins with an empty form, and all of no forms are met: both would find everything.
  const comparable = (text: string) =>
    fold(text) !== '' && (match === 'exact' || parameter.forms(text).some(form => form !== ''));
  return { kind: 'string', parameter: parameter.name, match, anyOf: texts.filter(comparable) };
}

function reviewed(parts: readonly string[], label: string): Condition {
  if (parts.some(part => part !== 'true' && part !== 'false')) refuse(`${label}: expected true or false.`);
  const [answer] = parts;
  if (answer === undefined) return never;
  if (parts.some(part => part !== answer)) return { kind: 'not', condition: never };
  return { kind: 'reviewed', is: answer === 'true' };
}
