import type {
  Amount,
  Interval,
  ResourceDefinition,
  SearchParameter,
  StringParameter,
  Token,
} from './definition.ts';
import type { Bound, Condition, QuantityTest, RangeTest, StringMatch, TokenTest } from './search.ts';
import type { Resource } from './types.ts';
import { compareText, fold } from './values.ts';

/**
 * Whether the content of a resource meets a condition: what every store's answer must agree with.
 * @throws Error for a condition on what is not in the content (chains, reviews), and for a parameter that the type
 *   does not have or that is of another kind
 */
export function matches(definition: ResourceDefinition, resource: Resource, condition: Condition): boolean {
  switch (condition.kind) {
    case 'not':
      return !matches(definition, resource, condition.condition);
    case 'id':
      return condition.anyOf.includes(resource.id);
    case 'missing':
      return parameterOf(definition, condition.parameter).present(resource) !== condition.is;
    case 'token': {
      const values = ofKind(definition, condition.parameter, 'token').values(resource);
      return anyMeets(values, condition.anyOf, meetsToken);
    }
    case 'identifier': {
      const values = ofKind(definition, condition.parameter, 'reference').identifiers(resource);
      return anyMeets(values, condition.anyOf, meetsToken);
    }
    case 'text': {
      const texts = ofKind(definition, condition.parameter, 'token').texts(resource).map(fold);
      return anyMeets(texts, condition.anyOf, (text, start) => start !== '' && text.startsWith(start));
    }
    case 'string': {
      const parameter = ofKind(definition, condition.parameter, 'string');
      return meetsString(parameter, resource, condition.match, condition.anyOf);
    }
    case 'reference': {
      const values = ofKind(definition, condition.parameter, 'reference').values(resource);
      return values.some(value => condition.anyOf.includes(value));
    }
    case 'uri': {
      const values = ofKind(definition, condition.parameter, 'uri').values(resource);
      return anyMeets(values, condition.anyOf, condition.match === 'below' ? isBelow : isSame);
    }
    case 'date': {
      const values = ofKind(definition, condition.parameter, 'date').values(resource);
      return anyMeets(values, condition.anyOf, meetsRange);
    }
    case 'quantity': {
      const values = ofKind(definition, condition.parameter, 'quantity').values(resource);
      return anyMeets(values, condition.anyOf, meetsQuantity);
    }
    default:
      throw new Error(`A condition of kind ${condition.kind} cannot be told from the content`);
  }
}

/**
 * What a resource is ordered by: of the parameter's values the least when ascending, the greatest when descending;
 * undefined without values. Dates in milliseconds since 1970, infinite where they are open.
 * @throws Error for a parameter that the type does not have
 */
export function sortValue(
  definition: ResourceDefinition,
  resource: Resource,
  parameter: string,
  descending: boolean,
): string | number | undefined {
  const [first, ...others] = sortValues(parameterOf(definition, parameter), resource);
  let best = first;
  for (const value of others) if (compareValues(value, best!) < 0 !== descending) best = value;
  return best;
}

function sortValues(parameter: SearchParameter, resource: Resource): readonly (string | number)[] {
  switch (parameter.kind) {
    case 'token':
      return parameter.values(resource).map(({ code }) => code);
    case 'string':
      return parameter.values(resource).flatMap(text => parameter.forms(text)[0] ?? []);
    case 'date':
    case 'quantity':
      return parameter.values(resource).map(({ low }) => low);
    case 'reference':
    case 'uri':
      return parameter.values(resource);
  }
}

/** Of one parameter, so that both are numbers or both text. */
function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws Error for a parameter that the type does not have: callers have checked what clients gave */
export function parameterOf({ type, parameters }: ResourceDefinition, name: string): SearchParameter {
  const parameter = parameters.find(candidate => candidate.name === name);
  if (parameter === undefined) throw new Error(`${type} has no search parameter ${name}`);
  return parameter;
}

/** The same. @throws Error also for one of another kind */
export function ofKind<Kind extends SearchParameter['kind']>(
  definition: ResourceDefinition,
  name: string,
  kind: Kind,
): Extract<SearchParameter, { kind: Kind }> {
  const parameter = parameterOf(definition, name);
  if (parameter.kind !== kind) throw new Error(`${definition.type}.${name} is not of kind ${kind}`);
  return parameter as Extract<SearchParameter, { kind: Kind }>;
}

function anyMeets<Value, Test>(
  values: readonly Value[],
  anyOf: readonly Test[],
  meets: (value: Value, test: Test) => boolean,
): boolean {
  return values.some(value => anyOf.some(test => meets(value, test)));
}

function meetsToken(token: Token, { system, code }: TokenTest): boolean {
  return (system === undefined || system === token.system) && (code === undefined || code === token.code);
}

function meetsString(
  parameter: StringParameter,
  resource: Resource,
  match: StringMatch,
  anyOf: readonly string[],
): boolean {
  const values = parameter.values(resource);
  if (match === 'exact') return values.some(value => anyOf.includes(value));
  const forms = values.flatMap(parameter.forms);
  const meets = (form: string, sought: string) => {
    if (match === 'contains') return form.includes(sought);
    return parameter.whole ? form === sought : form.startsWith(sought);
  };
  return anyOf.some(text => {
    const sought = parameter.forms(text);
    return sought.length > 0 && sought.every(one => forms.some(form => meets(form, one)));
  });
}

function isSame(value: string, given: string): boolean {
  return value === given;
}

function isBelow(value: string, given: string): boolean {
  return value === given || value.startsWith(given.endsWith('/') ? given : `${given}/`);
}

function meetsRange(range: Interval, { bounds }: RangeTest): boolean {
  return bounds.every(bound => meetsBound(range[bound.of], bound));
}

function meetsBound(end: number, { op, value }: Bound): boolean {
  if (op === '<') return end < value;
  if (op === '<=') return end <= value;
  return op === '>' ? end > value : end >= value;
}

function meetsQuantity(amount: Amount, test: QuantityTest): boolean {
  const { system, code } = test;
  if (system !== undefined && system !== amount.system) return false;
  const inUnit = code === amount.code || (system === undefined && code === amount.unit);
  return (code === undefined || inUnit) && meetsRange(amount, test);
}
