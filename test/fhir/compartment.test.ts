import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compartmentOf } from '../../src/fhir/compartment.ts';
import { definitions } from '../../src/fhir/registry.ts';

interface CompartmentDefinition {
  readonly code: string;
  readonly resource: readonly { readonly code: string; readonly param?: readonly string[] }[];
}

/** CC0, https://hl7.org/fhir/R4/downloads.html */
const official = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../node_modules/hl7.fhir.r4.examples/CompartmentDefinition-patient.json'),
    'utf8',
  ),
) as CompartmentDefinition;

test('what is in the compartment of a patient is what the official definition says', () => {
  const expected = official.resource
    // That a patient is in that of another who is linked makes no part of master larger.
    .filter(({ code, param }) => param !== undefined && code !== official.code)
    .filter(({ code }) => definitions.some(({ type }) => type === code))
    .map(({ code, param }) => [code, param]);
  const ours = compartmentOf(official.code).map(({ definition, parameters }) => [
    definition.type,
    parameters,
  ]);
  expect(ours).toEqual(expected);
});

test('a resource is put into a compartment by reference parameters that may lead to its type', () => {
  for (const { type, compartments = {}, parameters } of definitions) {
    for (const [of, names] of Object.entries(compartments)) {
      expect(definitions.map(definition => definition.type)).toContain(of);
      for (const name of names) {
        const parameter = parameters.find(candidate => candidate.name === name);
        expect([type, name, parameter?.kind]).toEqual([type, name, 'reference']);
        expect(parameter?.kind === 'reference' && parameter.targets).toContain(of);
      }
    }
  }
});

test('has nothing where no definition says so', () => {
  expect(compartmentOf('Location')).toEqual([]);
  expect(compartmentOf('Nonsense')).toEqual([]);
});
