import { StatementSync } from 'node:sqlite';
import { GraphQLObjectType, TypeInfo } from 'graphql';
import { Parser } from 'graphql/language/parser.js';
import { afterEach, expect, test, vi } from 'vitest';
import { smallSample, startTestGateway } from '../support/gateway.ts';

/**
 * What a request makes the gateway do, counted: a change that makes it do more fails here, on any machine. Each case is
 * asked for until nothing about it is new any more, then once again.
 */
const cases = {
  byId: {
    query: 'query P($id: ID!) { patient(id: $id) { id name { family } reviewed } }',
    variables: { id: 'patient-1' },
  },
  list: {
    query: `query List($withPatient: Boolean = true) {
      encounters(first: 20) {
        edges { node {
          id status reviewed reviewTime
          patient @include(if: $withPatient) { id name { family } }
          practitioners { ...Person }
        } }
      }
    }
    fragment Person on Practitioner { id name { family given } }`,
  },
  search: { query: '{ PatientList(name: "a", _count: 5) { id name(use: official) { text } } }' },
  review: {
    query: 'mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { id reviewed } }',
  },
} as const;

/**
 * `storeCalls`, `statements` of SQLite. `parses` and `walks` of GraphQL documents. `documents`: resources that were parsed whole;
 * `elements`: parts of others.
 * `lookups`: of fields in the schema, by validation, by planning and by graphql-js.
 */
interface Work {
  readonly storeCalls: number;
  readonly statements: number;
  readonly documents: number;
  readonly elements: number;
  readonly parses: number;
  readonly walks: number;
  readonly lookups: number;
}

afterEach(() => vi.restoreAllMocks());

test.each([
  [
    'off',
    {
      byId: { storeCalls: 1, statements: 1, documents: 0, elements: 0 },
      // Of each row what the two references stand in.
      list: { storeCalls: 3, statements: 3, documents: 0, elements: 0 },
      // The names, of which those of a use are asked for.
      search: { storeCalls: 1, statements: 3, documents: 0, elements: 5 },
      review: { storeCalls: 1, statements: 1, documents: 0, elements: 0 },
    },
  ],
  [
    'resources',
    {
      byId: { storeCalls: 0, statements: 0, documents: 0, elements: 0 },
      list: { storeCalls: 0, statements: 0, documents: 0, elements: 0 },
      search: { storeCalls: 0, statements: 0, documents: 0, elements: 0 },
      review: { storeCalls: 1, statements: 1, documents: 0, elements: 0 },
    },
  ],
] as const)('with CACHE=%s', async (mode, expected) => {
  const gateway = await startTestGateway({ source: smallSample, env: { CACHE: mode } });
  try {
    await gateway.warm('demo');
    const work: Record<string, Work> = {};
    for (const [name, { query, ...options }] of Object.entries(cases)) {
      const ask = () => gateway.query(query, options);
      for (let time = 0; time < 4; time++) expect((await ask()).errors).toEqual([]);
      const before = await callsOf(gateway);
      const count = startCounting();
      await ask();
      work[name] = { storeCalls: (await callsOf(gateway)) - before, ...count() };
    }
    expect(work).toMatchObject(expected);
    for (const name of ['byId', 'list', 'search'])
      expect(work[name]).toMatchObject({ parses: 0, walks: 0, lookups: 0 });
    expect(work.review).toMatchObject({ parses: 0, walks: 0 });
  } finally {
    await gateway.stop();
  }
});

async function callsOf(gateway: { storeCalls(): Promise<Record<string, number>> }): Promise<number> {
  return Object.values(await gateway.storeCalls()).reduce((sum, calls) => sum + calls, 0);
}

function startCounting(): () => Omit<Work, 'storeCalls'> {
  const statements = (['all', 'get', 'run'] as const).map(method =>
    vi.spyOn(StatementSync.prototype, method),
  );
  const json = vi.spyOn(JSON, 'parse');
  const parses = vi.spyOn(Parser.prototype, 'parseDocument');
  const walks = vi.spyOn(TypeInfo.prototype, 'enter');
  const lookups = vi.spyOn(GraphQLObjectType.prototype, 'getFields');
  return () => {
    const parsed = json.mock.calls.map(([text]) => text);
    const counted = {
      // System documents are looked at now and then whoever asks for what.
      statements: statements
        .flatMap(({ mock }) => mock.contexts as StatementSync[])
        .filter(({ sourceSQL }) => !/\bdocument\b/.test(sourceSQL)).length,
      documents: parsed.filter(text => text.startsWith('{\n"resourceType"')).length,
      elements: parsed.filter(text => /^(?!\{"(?:query|data)).*"(?:reference|family)":/.test(text)).length,
      parses: parses.mock.calls.length,
      walks: walks.mock.calls.length,
      lookups: lookups.mock.calls.length,
    };
    vi.restoreAllMocks();
    return counted;
  };
}
