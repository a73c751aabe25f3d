import type { ResourceDefinition } from './definition.ts';
import { modifiersOf, type Parameter, parametersOf, prefixedKinds, prefixes } from './syntax/index.ts';

/** FHIR's search types of the parameters that are ours. */
const typeOfBuiltIn: Readonly<Record<string, string>> = {
  id: 'token',
  reviewed: 'token',
  reviewTime: 'date',
  reviewedBy: 'string',
};

export interface CapabilityOptions {
  readonly definitions: readonly ResourceDefinition[];
  /** Where this gateway's FHIR endpoint is reached. */
  readonly url: string;
  /** The gateway's. */
  readonly version: string;
  /** When the statement was last changed, a FHIR dateTime. */
  readonly date: string;
  /** Whether requests have to say who sends them. */
  readonly authenticated: boolean;
}

/**
 * What the gateway can do, as https://hl7.org/fhir/R4/capabilitystatement.html. It declares no REST interactions,
 * since resources are read and searched by GraphQL only; modifiers and prefixes are those that the parser takes.
 */
export function capabilityStatement(options: CapabilityOptions): object {
  const { definitions, url, version, date, authenticated } = options;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'fhir-graphql-gateway', version },
    implementation: { description: 'A multi-tenant GraphQL gateway over a FHIR R4 store', url },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'Resources are read and searched through GraphQL only; there are no other REST interactions. A search parameter is an argument of the list fields, with "_" for "-" in its name. With modifiers, chains and repeats it is an entry of the argument _search, as in a query string without percent-encoding: "name:exact=Eve". Chains have one link.',
        ...(authenticated && { security }),
        resource: definitions.map(resource),
        operation: [
          { name: 'graphql', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-graphql' },
        ],
      },
    ],
  };
}

/** https://hl7.org/fhir/R4/valueset-restful-security-service.html */
const security = {
  service: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
          code: 'SMART-on-FHIR',
          display: 'SMART-on-FHIR',
        },
      ],
    },
  ],
  description:
    'Requests carry a bearer token (authorization: Bearer) with user/ or system/ scopes of SMART on FHIR, version 1 or 2, or an API key (x-api-key). Scopes narrowed to one patient or by a search are refused.',
};

function resource(definition: ResourceDefinition): object {
  return {
    type: definition.type,
    profile: `http://hl7.org/fhir/StructureDefinition/${definition.type}`,
    documentation: 'Read and searched through GraphQL only.',
    searchParam: parametersOf(definition).map(searchParameter),
  };
}

function searchParameter(parameter: Parameter): object {
  return {
    name: parameter.name,
    // Ours have no definition, and an empty one would be invalid.
    ...(parameter.url ? { definition: parameter.url } : {}),
    type: typeOfBuiltIn[parameter.kind] ?? parameter.kind,
    documentation: documentation(parameter),
  };
}

function documentation(parameter: Parameter): string {
  const modifiers = modifiersOf(parameter).map(modifier => `:${modifier}`);
  return [
    parameter.description.trim().replace(/[.]$/, ''),
    modifiers.length > 0 ? `Modifiers: ${modifiers.join(', ')}` : 'No modifiers',
    ...(prefixedKinds.has(parameter.kind) ? [`Prefixes: ${prefixes.join(', ')}`] : []),
  ]
    .filter(sentence => sentence !== '')
    .map(sentence => `${sentence}.`)
    .join(' ');
}
