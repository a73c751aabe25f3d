import { envelop, useEngine } from '@envelop/core';
import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { useFlattening } from '../../../src/graphql/plugins/use-flattening.ts';

const sdl = /* GraphQL */ `
  directive @flatten on FIELD
  directive @first on FIELD
  directive @singleton on FIELD
  directive @slice(path: String!) on FIELD
  scalar code
  type Query {
    patient: Patient
    patients: [Patient]
    resource: Resource
    list: [Resource!]!
    any: Any
  }
  type Mutation { touch(id: String): Patient }
  union Any = Patient | Task
  interface Resource { id: ID! }
  type Patient implements Resource {
    id: ID!
    active: Boolean
    birthDate: String
    identifier(use: code): [Identifier]
    name: [HumanName]
    contact: [Contact]
    maritalStatus: Concept
    matrix: [[String]]
    grid: [[Period]]
    lists: [String!]
    subject: Reference
    performer: Reference
    tasks: [Task]
    broken: String
    brokenList: [Period]
  }
  type Task implements Resource { id: ID! status: code alias: [String] focus: Reference owner: Reference }
  type Identifier { use: code type: Concept system: String value: String period: Period }
  type HumanName { use: code text: String given: [String] family: String period: Period secret: String }
  type Contact { name: HumanName telecom: [Point] relationship: [Concept] gender: code }
  type Point { system: code value: String rank: Int }
  type Concept { coding: [Coding] text: String }
  type Coding { code: code display: String }
  type Period { start: String end: String }
  type Reference { display: String reference: String resource: Resource }
`;

/** Types and fields like those of FHIR, answered from plain data. */
export const schema: GraphQLSchema = makeExecutableSchema({
  typeDefs: sdl,
  resolvers: {
    Resource: { __resolveType: (value: { type?: string }) => value.type ?? 'Patient' },
    Any: { __resolveType: (value: { type?: string }) => value.type ?? 'Patient' },
    Patient: {
      broken: () => {
        throw new Error('broken');
      },
    },
    HumanName: {
      secret: () => {
        throw new Error('secret');
      },
    },
    Mutation: { touch: (root: { patient: unknown }) => root.patient },
  },
});

/** The example of the FHIR page. */
export const chalmers = {
  id: 'example',
  identifier: [
    {
      use: 'usual',
      type: { coding: [{ code: 'MR' }] },
      system: 'urn:oid:1.2.36.146.595.217.0.1',
      value: '12345',
    },
  ],
  active: true,
  name: [
    { use: 'official', given: ['Peter', 'James'], family: 'Chalmers' },
    { use: 'usual', given: ['Jim'] },
    { use: 'maiden', given: ['Peter', 'James'], family: 'Windsor' },
  ],
};

/** A document is parsed once, as a gateway keeps what it has parsed. */
const documents = new Map<string, DocumentNode>();

/** Executes a valid document with the plugin; the answer is what a client would read. */
export async function run(
  source: string,
  rootValue: unknown = { patient: chalmers },
  variableValues: Record<string, unknown> = {},
  operationName?: string,
): Promise<ExecutionResult> {
  const document = documents.get(source) ?? parse(source);
  documents.set(source, document);
  const faults = validate(schema, document);
  if (faults.length > 0) throw faults[0];
  const { execute: executeWithPlugins } = envelop({
    plugins: [useEngine({ execute }), useFlattening() as object],
  })();
  const args = { schema, document, rootValue, variableValues, operationName, contextValue: {} };
  const result = await executeWithPlugins(args);
  return JSON.parse(JSON.stringify(result));
}

/** What a selection on the patient gives, as text, so that the order of names counts too; fails on errors. */
export async function ofPatient(selection: string, patient: object = chalmers): Promise<string> {
  const { data, errors } = await run(`{ patient { ${selection} } }`, { patient });
  if (errors) throw new Error(JSON.stringify(errors));
  return JSON.stringify(data?.patient);
}
