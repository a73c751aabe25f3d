import { describe, expect, it } from 'vitest';
import { loadModel } from '../../scripts/fhir/definitions.ts';
import { loadSearchParameters } from '../../scripts/fhir/search-parameters.ts';
import { ValueSets } from '../../scripts/fhir/value-sets.ts';
import type { ParameterRow } from '../../src/fhir/parameter-row.ts';
import { compileParameter } from '../../src/fhir/parameters.ts';
import { oneOf } from '../support/long.ts';
import { span } from './parameter-examples.ts';

const valueSets = new ValueSets();

function load(type: string) {
  const parameters = loadSearchParameters([type], loadModel([type]), valueSets).get(type)!;
  return Object.fromEntries(parameters.map(parameter => [parameter.name, parameter]));
}

describe('the official search parameters', () => {
  it('of a type come by name, before those of every resource, without what cannot be read', () => {
    const names = Object.keys(load('Location'));
    expect(names).toEqual([
      ...names.filter(name => !name.startsWith('_')).sort(),
      ...['_lastUpdated', '_profile', '_security', '_source', '_tag'],
    ]);
    expect(names).not.toContain('near');
  });

  it('lead to elements by their names in JSON, choices to each type that can be searched', () => {
    const { date, 'value-string': text, 'value-quantity': amount } = load('Observation');
    expect(date!.elements).toEqual({
      effectiveDateTime: 'dateTime',
      effectivePeriod: 'Period',
      effectiveTiming: 'Timing',
      effectiveInstant: 'instant',
    });
    expect(text!.elements).toEqual({ valueString: 'string', 'valueCodeableConcept.text': 'string' });
    expect(amount!.elements).toEqual({ valueQuantity: 'Quantity', valueSampledData: 'SampledData' });
    expect(load('Patient').email!.elements).toEqual({ 'telecom[system=email]': 'ContactPoint' });
    expect(load('Library').predecessor!.elements).toEqual({
      'relatedArtifact[type=predecessor].resource': 'canonical',
    });
  });

  it('know the system that a code is of, where its value set implies one', () => {
    const systems = (type: string) =>
      Object.values(load(type)).flatMap(({ name, system }) => (system === undefined ? [] : [[name, system]]));
    const fhir = 'http://hl7.org/fhir';
    expect(systems('Patient')).toEqual([
      ['address-use', `${fhir}/address-use`],
      ['gender', `${fhir}/administrative-gender`],
    ]);
    expect(systems('Encounter')).toEqual([['status', `${fhir}/encounter-status`]]);
  });

  it('lead only to the type that their expression names, and describe their own type', () => {
    const { patient, subject } = load('Encounter');
    expect(patient).toMatchObject({
      url: 'http://hl7.org/fhir/SearchParameter/clinical-patient',
      description: 'The patient or group present at the encounter',
      targets: ['Patient'],
      elements: { 'subject[Patient]': 'Reference' },
    });
    expect(subject!.targets).toEqual(['Group', 'Patient']);
  });

  it.each([
    ['Bundle', 'Bundle.entry[0].resource'],
    ['InsurancePlan', 'name | alias'],
    ['RiskAssessment', 'unknown type number'],
  ])('of %s are refused: %s', (type, reason) => {
    expect(() => load(type)).toThrow(reason);
  });

  it.each(
    oneOf(4, [
      ...[
        'AllergyIntolerance',
        'Appointment',
        'CarePlan',
        'CareTeam',
        'Claim',
        'Condition',
        'Coverage',
        'Device',
      ],
      ...[
        'DiagnosticReport',
        'DocumentReference',
        'EpisodeOfCare',
        'Goal',
        'Group',
        'Immunization',
        'Observation',
      ],
      ...[
        'MedicationRequest',
        'PractitionerRole',
        'Procedure',
        'RelatedPerson',
        'ServiceRequest',
        'Specimen',
      ],
    ]),
  )('of %s, were it stored, could be read', type => {
    for (const parameter of Object.values(load(type))) {
      const read = compileParameter(parameter);
      expect(read.values({ resourceType: type, id: '1' })).toEqual([]);
    }
  });
});

describe('types that no stored resource has yet', () => {
  const read = (kind: ParameterRow['kind'], type: string, element: unknown) => {
    const row = { name: 'x', kind, url: '', description: '', elements: { 'a[b=c].d': type } };
    return compileParameter(row).values({
      resourceType: 'X',
      id: '1',
      a: [{ d: 1 }, { b: 'c', d: element }],
    });
  };
  const quantity = (value: number) => ({ value, code: 'kg' });
  const kg = { system: '', code: 'kg', unit: '' };

  it.each<[ParameterRow['kind'], string, unknown, unknown[]]>([
    ['quantity', 'Range', { low: quantity(1), high: quantity(2) }, [{ ...kg, low: 1, high: 2 }]],
    ['quantity', 'Range', { high: quantity(2) }, [{ ...kg, low: Number.NEGATIVE_INFINITY, high: 2 }]],
    ['quantity', 'Range', {}, []],
    [
      'quantity',
      'SampledData',
      { origin: quantity(0), lowerLimit: 1, upperLimit: 2 },
      [{ ...kg, low: 1, high: 2 }],
    ],
    ['quantity', 'SampledData', { origin: quantity(0) }, []],
    ['date', 'Timing', { event: ['2021', '2020'] }, [span('2020-01-01', '2022-01-01')]],
    ['date', 'Timing', { repeat: { boundsPeriod: { start: '2020', end: '2020' } } }, [span('2020', '2021')]],
    ['date', 'Timing', { repeat: {} }, []],
    ['reference', 'canonical', 'http://x|1', ['http://x|1']],
    ['string', 'markdown', '*x*', ['*x*']],
  ])('%s of %s %j', (kind, type, element, values) => {
    expect(read(kind, type, element)).toEqual(values);
  });

  it('and types or paths that cannot be read are refused', () => {
    expect(() => read('date', 'Money', 1)).toThrow('cannot be read from Money');
    const row = { name: 'x', kind: 'uri' as const, url: '', description: '' };
    expect(() => compileParameter({ ...row, elements: { 'a[': 'uri' } })).toThrow('no path');
  });
});
