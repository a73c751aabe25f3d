import { either, named, refuse } from './names.ts';
import type { Parameter } from './parameters.ts';

const ofKind: Readonly<Record<Parameter['kind'], readonly string[]>> = {
  token: ['missing', 'not', 'text'],
  string: ['missing', 'exact', 'contains'],
  reference: ['missing', 'identifier'],
  uri: ['missing', 'below'],
  date: ['missing'],
  quantity: ['missing'],
  id: ['not'],
  reviewed: ['not'],
  reviewTime: ['missing'],
  reviewedBy: [],
};

const terminology = 'needs a terminology server, which this gateway does not have';

/** Why modifiers that R4 has for a kind are refused. */
const unsupported: Partial<Record<Parameter['kind'], Readonly<Record<string, string>>>> = {
  token: {
    in: terminology,
    'not-in': terminology,
    above: terminology,
    below: terminology,
    'of-type': 'is not supported',
  },
  uri: { above: 'is not supported' },
  string: {
    exact: 'has no meaning where sounds are compared',
    contains: 'has no meaning where sounds are compared',
  },
  reviewedBy: { missing: 'is not supported; search by "reviewed" or "reviewTime:missing"' },
};

/** The modifiers a parameter takes, without colon (https://hl7.org/fhir/R4/search.html#modifiers). */
export function modifiersOf(parameter: Parameter): readonly string[] {
  const modifiers = ofKind[parameter.kind];
  if (parameter.kind === 'reference') return [...modifiers, ...parameter.targets];
  return parameter.kind === 'string' && parameter.whole ? ['missing'] : modifiers;
}

/**
 * @param modifier Without colon; undefined for none.
 * @throws GatewayError BAD_USER_INPUT when the parameter does not take it.
 */
export function checkModifier(parameter: Parameter, modifier: string | undefined): void {
  if (modifier === undefined) return;
  const allowed = modifiersOf(parameter);
  if (allowed.includes(modifier)) return;
  const reasons = unsupported[parameter.kind];
  const reason = reasons !== undefined && Object.hasOwn(reasons, modifier) ? reasons[modifier] : undefined;
  const problem =
    reason === undefined ? named('unknown modifier', modifier) : `the modifier "${modifier}" ${reason}`;
  const expected =
    allowed.length === 0 ? 'It takes no modifier.' : `It takes ${either(allowed.map(name => `:${name}`))}.`;
  refuse(`Search parameter "${parameter.name}": ${problem}. ${expected}`);
}
