import { describe, expect, it } from 'vitest';
import { argumentName, parseSort, referenceParameter } from '../../../src/fhir/syntax/index.ts';
import { encounter, patient } from './definitions.ts';

describe('parseSort', () => {
  it.each([
    ['date', [{ by: 'date', descending: false }]],
    [
      '-date,_id',
      [
        { by: 'date', descending: true },
        { by: 'id', descending: false },
      ],
    ],
    [
      '-date, -_id',
      [
        { by: 'date', descending: true },
        { by: 'id', descending: true },
      ],
    ],
    ['_lastUpdated', [{ by: 'updated', descending: false }]],
    ['-reviewTime', [{ by: 'reviewTime', descending: true }]],
    ['status', [{ by: { parameter: 'status', greatest: false }, descending: false }]],
    ['reason-code', [{ by: { parameter: 'reason-code', greatest: false }, descending: false }]],
    ['-reason_code', [{ by: { parameter: 'reason-code', greatest: true }, descending: true }]],
    ['status,subject,patient,length,date', expect.objectContaining({ length: 5 })],
  ])('%s', (text, order) => {
    expect(parseSort(encounter, text)).toEqual(order);
  });

  it('takes the order of the collection for a parameter that has one', () => {
    expect(parseSort(patient, 'birthdate,family')).toEqual([
      { by: 'date', descending: false },
      { by: 'name', descending: false },
    ]);
  });

  it.each([
    ['', 'a key is empty'],
    ['-', 'a key is empty'],
    ['name,', 'a key is empty'],
    ['_score', '"_score" is not supported'],
    ['nam', 'unknown key "nam" of Patient. Did you mean "name"?'],
    ['Eve Meier', 'unknown key of Patient. Keys are its search parameters, "_id" and "_lastUpdated"; /fhir'],
    ['reviewTime', 'unknown key "reviewTime" of Patient'],
    ['--name', 'unknown key of Patient'],
    ['birthdate,-birthdate', 'two of its keys are the same order'],
    ['name,family', 'two of its keys are the same order'],
    ['identifier,identifier', 'two of its keys are the same order'],
    ['a,b,c,d,e,f', 'at most 5 keys'],
  ])('refuses %s', (text, message) => {
    expect(() => parseSort(patient, text)).toThrow(message);
    expect(() => parseSort(patient, text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});

describe('referenceParameter', () => {
  it('finds the parameter in either spelling', () => {
    const found = patient.parameters.find(({ name }) => name === 'general-practitioner');
    expect(referenceParameter(patient, 'general-practitioner', 'Practitioner')).toBe(found);
    expect(referenceParameter(patient, 'general_practitioner', 'Organization')).toBe(found);
  });

  it('refuses what does not lead to the type', () => {
    const refused = (name: string, type: string) => () => referenceParameter(encounter, name, type);
    expect(refused('based-on', 'Patient')).toThrow(
      'a search parameter by which Encounter refers to Patient: "subject", "patient" or "participant".',
    );
    expect(refused('status', 'Group')).toThrow('refers to Group: "subject".');
    expect(refused('Eve Meier', 'Group')).not.toThrow('Eve');
    expect(refused('subject', 'Location')).toThrow('No search parameter of Encounter refers to Location.');
  });

  it('spells arguments as GraphQL can', () => {
    expect(argumentName('address-use-as-is')).toBe('address_use_as_is');
  });
});
