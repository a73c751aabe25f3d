import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxConditions, parseArguments } from '../../../src/fhir/syntax/index.ts';
import { argumentsOfEncounter, context, encounter, patient } from './definitions.ts';

describe('arguments of a list', () => {
  it('are joined by AND, their values by OR', () => {
    expect(argumentsOfEncounter({ status: ['planned,a\\,b', 'finished'], patient: ['1'] })).toStrictEqual([
      { kind: 'reference', parameter: 'patient', anyOf: ['Patient/1'] },
      {
        kind: 'token',
        parameter: 'status',
        anyOf: [{ code: 'planned' }, { code: 'a,b' }, { code: 'finished' }],
      },
    ]);
  });

  it('have "_" where the parameter has "-"', () => {
    expect(parseArguments(patient, { general_practitioner: ['Organization/1'] }, context)).toStrictEqual([
      { kind: 'reference', parameter: 'general-practitioner', anyOf: ['Organization/1'] },
    ]);
    expect(() => parseArguments(patient, { 'general-practitioner': ['1'] }, context)).toThrow(
      'Did you mean "general_practitioner"?',
    );
  });

  it('include what is ours', () => {
    expect(argumentsOfEncounter({ _id: ['1'], reviewed: ['true'], reviewedBy: ['x'] })).toStrictEqual([
      { kind: 'id', anyOf: ['1'] },
      { kind: 'reviewed', is: true },
      { kind: 'reviewedBy', anyOf: ['x'] },
    ]);
  });

  it('are not given when null, without their null values, and match nothing when empty', () => {
    expect(argumentsOfEncounter({ status: null, patient: undefined })).toStrictEqual([]);
    expect(argumentsOfEncounter({ status: [null, 'x', null] })).toStrictEqual([
      { kind: 'token', parameter: 'status', anyOf: [{ code: 'x' }] },
    ]);
    for (const { name, kind } of encounter.parameters.filter(parameter => parameter.name !== '_id')) {
      const [condition] = argumentsOfEncounter({ [name.replaceAll('-', '_')]: [] });
      expect(condition).toMatchObject({ kind, parameter: name, anyOf: [] });
    }
    for (const name of ['_id', 'reviewed']) {
      expect(argumentsOfEncounter({ [name]: [] })).toStrictEqual([{ kind: 'id', anyOf: [] }]);
    }
    for (const kind of ['reviewTime', 'reviewedBy']) {
      expect(argumentsOfEncounter({ [kind]: [] })).toStrictEqual([{ kind, anyOf: [] }]);
    }
  });

  it('take no modifier and no chain', () => {
    expect(() => argumentsOfEncounter({ 'status:not': ['x'] })).toThrow('Unknown search parameter');
    expect(() => argumentsOfEncounter({ 'subject.name': ['x'] })).toThrow('Unknown search parameter');
    expect(() => argumentsOfEncounter({ _include: ['x'] })).toThrow('Select the field "resource"');
    expect(() => argumentsOfEncounter({ __proto__x: ['x'], constructor: ['x'] })).toThrow('Unknown');
  });

  it('are at most fifty', () => {
    const first = encounter.parameters[0]!;
    const parameters = Array.from({ length: maxConditions + 1 }, (_, place) => ({
      ...first,
      name: `p${place}`,
    }));
    const definition = { ...encounter, parameters };
    const all = parameters.map(({ name }): [string, string[]] => [name, ['x']]);
    expect(parseArguments(definition, Object.fromEntries(all.slice(1)), context)).toHaveLength(maxConditions);
    expect(() => parseArguments(definition, Object.fromEntries(all), context)).toThrow('At most 50');
  });

  it('have at most a hundred alternatives, in one value or in many', () => {
    expect(() => argumentsOfEncounter({ status: Array(101).fill('x') })).toThrow('at most 100 alternatives');
    expect(() => argumentsOfEncounter({ status: Array(51).fill('x,y') })).toThrow('at most 100 alternatives');
  });

  it('mean the same in any order, and with commas or as a list', () => {
    const values = fc.array(fc.stringMatching(/^[a-z0-9]{1,5}$/), { minLength: 1, maxLength: 5 });
    const args = fc.record(
      { status: values, subject: values, reason_code: values, _profile: values, reviewedBy: values },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(args, given => {
        const entries = Object.entries(given);
        const joined = entries.map(([name, list]): [string, string[]] => [name, [list.join(',')]]);
        const reversed = Object.fromEntries(joined.toReversed());
        expect(argumentsOfEncounter(reversed)).toStrictEqual(argumentsOfEncounter(given));
      }),
    );
  });
});
