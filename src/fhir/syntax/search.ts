import type { ReferenceParameter, ResourceDefinition } from '../definition.ts';
import type { Condition } from '../search.ts';
import { condition } from './conditions.ts';
import { either, named, refuse } from './names.ts';
import { parameterOf, parameterOfArgument, parametersOf, refuseElsewhere } from './parameters.ts';

/** Most conditions (joined by AND) of one call of `parseArguments`. */
export const maxConditions = 50;

/** What reading a search needs besides the type. */
export interface SearchContext {
  /**
   * In milliseconds, for dates with the prefix `ap`. It becomes part of their conditions, so searches that are to be
   * the same search (the pages of one list) need the same `now`.
   */
  readonly now: number;
  /** Undefined for a type that is not stored. */
  definitionOf(type: string): ResourceDefinition | undefined;
}

/** Search arguments of a list field, by argument name (`general_practitioner`). */
export type SearchArguments = Readonly<Record<string, readonly (string | null)[] | null | undefined>>;

/**
 * Conditions of a list field's search arguments, to be joined by AND. Values of one argument are joined by OR, as are
 * the parts between commas; an argument with an empty list matches nothing, one that is null is not given.
 * The order of the arguments makes no difference (https://hl7.org/fhir/R4/graphql.html#searching).
 *
 * @throws GatewayError BAD_USER_INPUT that names the parameter and never repeats a value.
 */
export function parseArguments(
  definition: ResourceDefinition,
  args: SearchArguments,
  context: SearchContext,
): readonly Condition[] {
  const asked = Object.entries(args).flatMap(([argument, values]) => {
    if (values === undefined || values === null) return [];
    return [{ parameter: parameterOfArgument(definition, argument), values }];
  });
  if (asked.length > maxConditions) refuse(`At most ${maxConditions} search parameters are allowed at once.`);
  return asked
    .sort((one, other) => (one.parameter.name < other.parameter.name ? -1 : 1))
    .map(({ parameter, values }) =>
      condition(
        parameter,
        undefined,
        values.filter(value => value !== null),
        context.now,
      ),
    );
}

/**
 * One entry of the argument `_search`, written as in the query of a FHIR REST search without percent-encoding:
 * `name:exact=Eve`, `subject:Patient.birthdate=ge2000` (https://hl7.org/fhir/R4/search.html). Chains have one link.
 *
 * @throws GatewayError BAD_USER_INPUT that names the parameter and never repeats a value.
 */
export function parseSearch(definition: ResourceDefinition, text: string, context: SearchContext): Condition {
  const equals = text.indexOf('=');
  if (equals < 1) refuse('_search: expected an entry such as "name=value" or "name:modifier=value".');
  const name = text.slice(0, equals);
  const value = text.slice(equals + 1);
  refuseElsewhere(/^[^:.]*/.exec(name)![0]);
  const [first = '', second, ...more] = name.split('.');
  if (more.length > 0) refuse('_search: a chain may have one link only, as in "subject:Patient.name=value".');
  if (second === undefined) return single(definition, first, value, context);
  return chain(definition, first, second, value, context);
}

function single(
  definition: ResourceDefinition,
  name: string,
  value: string,
  context: SearchContext,
): Condition {
  const { name: parameterName, modifier } = splitModifier(name);
  return condition(parameterOf(definition, parameterName), modifier, [value], context.now);
}

function chain(
  definition: ResourceDefinition,
  link: string,
  chained: string,
  value: string,
  context: SearchContext,
): Condition {
  const { name, modifier } = splitModifier(link);
  const parameter = parameterOf(definition, name);
  if (parameter.kind !== 'reference') {
    return refuse(`Search parameter "${parameter.name}": only references can be chained; it is none.`);
  }
  const type = modifier ?? impliedType(parameter, chained, context);
  const target = parameter.targets.includes(type) ? context.definitionOf(type) : undefined;
  if (target === undefined) {
    const chainable = storedTargets(parameter, context).map(stored => stored.type);
    return refuse(
      `Search parameter "${parameter.name}": ${named('a chain cannot lead to', type)}${
        chainable.length === 0 ? ', nor to any other type.' : `. It may lead to ${either(chainable)}.`
      }`,
    );
  }
  const where = [single(target, chained, value, context)];
  return { kind: 'chain', parameter: parameter.name, type, where };
}

/** The one type a chain without `:Type` can mean. */
function impliedType(parameter: ReferenceParameter, chained: string, context: SearchContext): string {
  const stored = storedTargets(parameter, context);
  const { name } = splitModifier(chained);
  const having = stored.filter(target => parametersOf(target).some(candidate => candidate.name === name));
  const [first, ...others] = stored.length === 1 ? stored : having;
  if (first !== undefined && others.length === 0) return first.type;
  const types = (having.length > 0 ? having : stored).map(({ type }) => `":${type}"`);
  return refuse(
    types.length === 0
      ? `Search parameter "${parameter.name}": it cannot be chained, since nothing it refers to is stored.`
      : `Search parameter "${parameter.name}": say which type the chain leads to, by ${either(types)}.`,
  );
}

function storedTargets(parameter: ReferenceParameter, context: SearchContext): readonly ResourceDefinition[] {
  return parameter.targets
    .map(type => context.definitionOf(type))
    .filter(definition => definition !== undefined);
}

function splitModifier(text: string): { name: string; modifier: string | undefined } {
  const colon = text.indexOf(':');
  if (colon < 0) return { name: text, modifier: undefined };
  return { name: text.slice(0, colon), modifier: text.slice(colon + 1) };
}
