import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Logger } from '../../src/core/log.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

const repeat = (count: number, piece: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => piece(place)).join(' ');

/** Documents with so much of one thing, and little else. */
const documents = {
  levels: (count: number) =>
    `query Deep { __schema { types { fields { type { ${'ofType { '.repeat(count - 5)} name ${'} '.repeat(count - 1)} }`,
  'root fields': (count: number) => `query Roots { ${repeat(count, place => `t${place}: __typename`)} }`,
  'root fields in fragments': (count: number) =>
    `query Roots { ...A ...A } fragment A on Query { ${repeat(count / 2, place => `t${place}: __typename`)} }`,
  aliases: (count: number) => `query Aliases { tenant { ${repeat(count, place => `a${place}: id`)} } }`,
  'aliases in fragments': (count: number) =>
    `query Aliases { a: tenant { ...A } b: tenant { ...A } } fragment A on Tenant { ${repeat((count - 2) / 2, place => `a${place}: id`)} }`,
  directives: (count: number) =>
    `query Directives { tenant { ${repeat(count, () => '... @include(if: true) { id }')} } }`,
  'directives in fragments': (count: number) =>
    `query Directives { tenant { ...A ...A } } fragment A on Tenant { ${repeat(count / 2, () => '... @include(if: true) { id }')} }`,
  'directives at one place': (count: number) => `{ tenant { id ${'@unknown '.repeat(count)} } }`,
  tokens: (count: number) => `{ PatientList(_id: [${'x '.repeat(count - 12)}]) { id } }`,
  characters: (count: number) => `{ tenant { id } }${' '.repeat(count - 17)}`,
};

/** Limits of operations, each with what is allowed and what is too much. */
const ofOperations = [
  ['levels', 30, 31, 'MAX_DEPTH_LIMIT'],
  ['root fields', 50, 51, 'MAX_ROOT_FIELDS_LIMIT'],
  ['root fields in fragments', 50, 52, 'MAX_ROOT_FIELDS_LIMIT'],
  ['aliases', 100, 101, 'MAX_ALIASES_LIMIT'],
  ['aliases in fragments', 100, 102, 'MAX_ALIASES_LIMIT'],
  ['directives', 200, 201, 'MAX_DIRECTIVES_LIMIT'],
  ['directives in fragments', 200, 202, 'MAX_DIRECTIVES_LIMIT'],
] as const;

/** 51, and 203 for each patient. */
const growing =
  'query Growing($n: Int) { patients(first: $n) { edges { node { id encounters(first: 50) { edges { node { id status } } } } } } }';
const within = 492;

const logged: Record<string, unknown>[] = [];
const keep = (fields: object, message: string) => void logged.push({ ...fields, message });
const logger: Logger = { debug: () => undefined, info: () => undefined, warn: keep, error: keep };

const start = async (env: Record<string, string> = {}) => {
  const gateway = await startTestGateway({ source: smallSample, logger, env });
  await gateway.warm('demo');
  return gateway;
};

const counted = async ({ gateway }: TestGateway, code: string, enforced: boolean) => {
  const { values } = await gateway.metrics.limitExceeded.get();
  const found = values.find(({ labels }) => labels.code === code && labels.enforced === String(enforced));
  return found?.value ?? 0;
};

const told = ({ status, errors }: Awaited<ReturnType<TestGateway['query']>>) => [
  status,
  ...errors.map(({ extensions }) => extensions.code),
];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await start();
});
afterAll(() => gateway.stop());

describe('an operation', () => {
  test.each(ofOperations)('of %s: %i are answered, %i are not', async (what, allowed, tooMany, code) => {
    expect(told(await gateway.query(documents[what](allowed)))).toEqual([200]);
    const before = await counted(gateway, code, true);
    const answer = await gateway.query(documents[what](tooMany));
    expect(told(answer)).toEqual([400, code]);
    expect(answer.errors[0]?.message).toMatch(new RegExp(`${tooMany}.*at most ${allowed} are allowed`));
    expect(await counted(gateway, code, true)).toBe(before + 1);
  });

  test('costs what its variables make of it, the same document once less and once more than allowed', async () => {
    expect(told(await gateway.query(growing, { variables: { n: within } }))).toEqual([200]);
    const answer = await gateway.query(growing, { variables: { n: within + 1 } });
    expect(told(answer)).toEqual([400, 'COST_ESTIMATED_TOO_EXPENSIVE']);
    expect(told(await gateway.query(growing, { variables: { n: within } }))).toEqual([200]);
  });

  test('is refused each time that it is asked for, by name too', async () => {
    const both = `${documents.aliases(101)} query Small { tenant { id } }`;
    for (let time = 0; time < 3; time++) {
      const large = await gateway.query(both, { operationName: 'Aliases' });
      expect(told(large)).toEqual([400, 'MAX_ALIASES_LIMIT']);
      expect(told(await gateway.query(both, { operationName: 'Small' }))).toEqual([200]);
    }
  });

  test('with null for a page size costs as without one', async () => {
    const nested = (size: string) =>
      `{ patients(first: ${size}) { edges { node { ${repeat(60, place => `a${place}: encounters(first: 500) { edges { cursor } }`)} } } } }`;
    for (const size of ['null', '20']) {
      expect(told(await gateway.query(nested(size)))).toEqual([400, 'COST_ESTIMATED_TOO_EXPENSIVE']);
    }
  });

  test('of the FHIR endpoint is refused with an OperationOutcome', async () => {
    const headers = { 'content-type': 'application/graphql' };
    const body = documents.aliases(101);
    const answer = await gateway.fetch('/fhir/$graphql', { method: 'POST', headers, body });
    const { errors } = (await answer.json()) as { errors: { extensions: { resource: object } }[] };
    expect([answer.status, errors[0]?.extensions.resource]).toMatchObject([
      400,
      { resourceType: 'OperationOutcome', issue: [{ code: 'too-costly' }] },
    ]);
  });
});

describe('a document', () => {
  test.each([
    ['directives at one place', 8, 9, 'MAX_DIRECTIVES_LIMIT'],
    ['tokens', 10_000, 10_001, 'MAX_TOKENS_LIMIT'],
    ['characters', 100_000, 100_001, 'MAX_TOKENS_LIMIT'],
  ] as const)('of %s: %i are read, %i are not', async (what, allowed, tooMany, code) => {
    expect(told(await gateway.query(documents[what](allowed)))).not.toContain(code);
    const before = await counted(gateway, code, true);
    expect(told(await gateway.query(documents[what](tooMany)))).toEqual([400, code]);
    expect(await counted(gateway, code, true)).toBe(before + 1);
  });

  test.each([
    ['a name of 90,000 characters', `query ${'Q'.repeat(90_000)} { tenant { id(a: $v, b: $v) } }`],
    ['500 mistakes', `{ tenant { ${repeat(500, place => `unknown${place}`)} } }`],
    [
      '100 fragments in one circle',
      `{ tenant { ...F0 } } ${repeat(100, place => `fragment F${place} on Tenant { ...F${(place + 1) % 100} }`)}`,
    ],
    ['500 fields of one name', `{ tenant { ${repeat(500, () => 'id')} } }`],
  ])('with %s is told in few words', async (_, query) => {
    const answer = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const text = await answer.text();
    const { errors } = JSON.parse(text) as { errors: { locations?: object[] }[] };
    expect([answer.status, text.length < 30_000, errors.length <= 21]).toEqual([400, true, true]);
    for (const { locations = [] } of errors) expect(locations.length).toBeLessThanOrEqual(10);
  });

  test('with brackets nested too deeply is refused and counted', async () => {
    const before = await counted(gateway, 'MAX_DEPTH_LIMIT', true);
    expect(told(await gateway.query('{ a '.repeat(201)))).toEqual([400, 'MAX_DEPTH_LIMIT']);
    expect(await counted(gateway, 'MAX_DEPTH_LIMIT', true)).toBe(before + 1);
  });
});

describe('the header x-graphql-cost', () => {
  const ask = (document: object, headers: Record<string, string> = { 'x-graphql-cost': 'show' }) =>
    gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(document),
    });
  const show = async (document: object, headers?: Record<string, string>) =>
    (await ask(document, headers)).headers.get('x-graphql-cost');

  test('tells the estimate when it is asked for, of what is refused too', async () => {
    expect(await show({ query: '{ tenant { id state } }' })).toBe('3; limit=100000');
    const asked = (n: number) => ({ query: growing, variables: { n } });
    expect(await show(asked(1))).toBe('254; limit=100000');
    expect(await show(asked(within))).toBe('99927; limit=100000');
    expect(await show(asked(500))).toBe('101551; limit=100000');
    expect(await show({ query: '{ patients(first: null) { edges { cursor } } }' })).toBe('71; limit=100000');
    expect(await show({ query: '{ tenant { id } }' }, {})).toBeNull();
    expect(await show({ query: '{ tenant { id } }' }, { 'x-graphql-cost': 'no' })).toBeNull();
  });

  test('has nothing to tell of what cannot be executed', async () => {
    expect(await show({ query: '{ nonsense }' })).toBeNull();
    expect(await show({ query: growing, variables: { n: 'many' } })).toBeNull();
  });

  test('is answered by executing, not from the cache', async () => {
    const query = '{ patient(id: "patient-1") { id gender } }';
    const source = async (headers?: Record<string, string>) =>
      (await ask({ query }, headers)).headers.get('x-cache');
    await source({});
    expect([await source({}), await source(), await source({})]).toEqual(['hit', 'bypass', 'hit']);
  });
});

describe('with LIMITS=warn', () => {
  let lenient: TestGateway;
  beforeAll(async () => {
    lenient = await start({ LIMITS: 'warn' });
  });
  afterAll(() => lenient.stop());

  test.each(ofOperations)(
    'too many %s are logged, counted and answered',
    async (what, allowed, tooMany, code) => {
      logged.length = 0;
      const before = await counted(lenient, code, false);
      expect(told(await lenient.query(documents[what](allowed)))).toEqual([200]);
      expect(logged).toEqual([]);
      expect(told(await lenient.query(documents[what](tooMany)))).toEqual([200]);
      const operation = /query (\w+)/.exec(documents[what](1 + tooMany))?.[1];
      expect(logged).toEqual([
        { code, operation, figure: tooMany, limit: allowed, message: 'limit exceeded' },
      ]);
      expect(await counted(lenient, code, false)).toBe(before + 1);
      expect(await counted(lenient, code, true)).toBe(0);
    },
  );

  test('an operation that is too expensive is answered; nothing of its document or variables is logged', async () => {
    logged.length = 0;
    expect(told(await lenient.query(growing, { variables: { n: 500 } }))).toEqual([200]);
    const [line] = logged;
    expect(line).toEqual({
      ...{ code: 'COST_ESTIMATED_TOO_EXPENSIVE', operation: 'Growing', message: 'limit exceeded' },
      ...{ figure: 101_551, limit: 100_000 },
    });
  });

  test('a name is logged in part where it is long', async () => {
    logged.length = 0;
    await lenient.query(documents.aliases(101).replace('Aliases', 'A'.repeat(5_000)));
    expect(logged.map(({ operation }) => operation)).toEqual(['A'.repeat(100)]);
  });

  test.each([
    ['more tokens', documents.tokens(10_001), 'MAX_TOKENS_LIMIT'],
    ['more characters', documents.characters(100_001), 'MAX_TOKENS_LIMIT'],
    ['deeper brackets', `{ tenant ${'{ a '.repeat(201)}`, 'MAX_DEPTH_LIMIT'],
    ['more directives at one place', documents['directives at one place'](9), 'MAX_DIRECTIVES_LIMIT'],
    ['the same field again and again', `{ ${'tenant { id } '.repeat(300)} }`, 'COST_ESTIMATED_TOO_EXPENSIVE'],
  ])('%s than can be read and validated in time are refused all the same', async (_, query, code) => {
    expect(told(await lenient.query(query))).toEqual([400, code]);
  });
});
