import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startSearchGateway } from './fhir-search-data.ts';

/** Stands for what a client would not want to read in a log: no message may repeat it. */
const secret = 'Sch4fer';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startSearchGateway();
});
afterAll(() => gateway.stop());

const dates =
  'expected a date that exists, as 2020, 2020-02, 2020-02-29, 2020-02-29T08:30, 2020-02-29T08:30:15Z or 2020-02-29T08:30:15.123+01:00; a prefix such as "ge" may stand before it.';
const seven = 'eq, ne, gt, lt, ge, le, sa, eb or ap.';

/** Type, arguments, the whole message. */
const wrong = [
  // Parameters.
  [
    'Patient',
    `_search: "famly=${secret}"`,
    'Unknown search parameter "famly" of Patient. Did you mean "family"? /fhir/metadata lists all there are.',
  ],
  [
    'Patient',
    `_search: "${secret} x=1"`,
    'Unknown search parameter of Patient. /fhir/metadata lists all there are.',
  ],
  [
    'Patient',
    `_search: "${secret}"`,
    '_search: expected an entry such as "name=value" or "name:modifier=value".',
  ],
  ['Patient', '_search: ""', '_search: expected an entry such as "name=value" or "name:modifier=value".'],
  [
    'Patient',
    `_search: "_include=Patient:organization:${secret}"`,
    '"_include" is not a search parameter here. Select the field "resource" of the reference instead.',
  ],
  [
    'Patient',
    `_search: "_revinclude=Encounter:patient:${secret}"`,
    '"_revinclude" is not a search parameter here. Select a list inside the resource instead: XList(_reference: …).',
  ],
  [
    'Patient',
    `_search: "_has:Encounter:patient:class=${secret}"`,
    '"_has" is not a search parameter here. Select a list inside the resource instead, XList(_reference: …), or search with a chain.',
  ],
  [
    'Patient',
    `_search: "_filter=name eq ${secret}"`,
    '"_filter" is not a search parameter here. Give several entries of _search instead, which are joined by AND.',
  ],
  [
    'Patient',
    `_search: "_sort=${secret}"`,
    '"_sort" is not a search parameter here. Use the argument _sort instead.',
  ],
  [
    'Location',
    `_search: "near=-83.69|42.25|11.20|${secret}"`,
    '"near" is not a search parameter here. Positions are not indexed; search by address.',
  ],
  // Modifiers and chains.
  [
    'Patient',
    `_search: "gender:like=${secret}"`,
    'Search parameter "gender": unknown modifier "like". It takes :missing, :not or :text.',
  ],
  [
    'Patient',
    `_search: "gender:in=http://x/${secret}"`,
    'Search parameter "gender": the modifier "in" needs a terminology server, which this gateway does not have. It takes :missing, :not or :text.',
  ],
  [
    'Patient',
    `_search: "birthdate:exact=${secret}"`,
    'Search parameter "birthdate": unknown modifier "exact". It takes :missing.',
  ],
  [
    'Patient',
    `_search: "link:Group=${secret}"`,
    'Search parameter "link": unknown modifier "Group". It takes :missing, :identifier, :Patient or :RelatedPerson.',
  ],
  [
    'Patient',
    `_search: "reviewedBy:missing=${secret}"`,
    'Search parameter "reviewedBy": the modifier "missing" is not supported; search by "reviewed" or "reviewTime:missing". It takes no modifier.',
  ],
  [
    'Patient',
    `_search: "gender:missing=${secret}"`,
    'Search parameter "gender:missing": expected true or false.',
  ],
  [
    'Patient',
    `_search: "gender.name=${secret}"`,
    'Search parameter "gender": only references can be chained; it is none.',
  ],
  [
    'Patient',
    `_search: "general-practitioner.name=${secret}"`,
    'Search parameter "general-practitioner": say which type the chain leads to, by ":Organization" or ":Practitioner".',
  ],
  [
    'Encounter',
    `_search: "subject.organization.name=${secret}"`,
    '_search: a chain may have one link only, as in "subject:Patient.name=value".',
  ],
  [
    'Encounter',
    `_search: "account.name=${secret}"`,
    'Search parameter "account": it cannot be chained, since nothing it refers to is stored.',
  ],
  // Values.
  ['Patient', `birthdate: "${secret}"`, `Search parameter "birthdate": unknown prefix. There are ${seven}`],
  ['Patient', 'birthdate: "xx2024"', `Search parameter "birthdate": unknown prefix. There are ${seven}`],
  ['Patient', 'birthdate: "ge2023-02-29"', `Search parameter "birthdate": ${dates}`],
  ['Patient', 'birthdate: "2024-13"', `Search parameter "birthdate": ${dates}`],
  ['Patient', `birthdate: "2024 ${secret}"`, `Search parameter "birthdate": ${dates}`],
  ['Patient', `_search: "death-date=eq${secret}"`, `Search parameter "death-date": ${dates}`],
  ['Patient', 'reviewTime: "yesterday"', `Search parameter "reviewTime": unknown prefix. There are ${seven}`],
  [
    'Encounter',
    `length: "5${secret}"`,
    'Search parameter "length": expected a number such as 5.4, -1 or 1e2; a prefix such as "ge" may stand before it.',
  ],
  [
    'Encounter',
    `length: "5|${secret}"`,
    'Search parameter "length": expected number, number||code, number|system|code or number|system|.',
  ],
  ['Encounter', 'length: "xy5"', `Search parameter "length": unknown prefix. There are ${seven}`],
  [
    'Patient',
    `identifier: "a|b|${secret}"`,
    'Search parameter "identifier": expected code, system|code, |code or system|; "\\|" is a bar itself.',
  ],
  [
    'Patient',
    `organization: "Patient/${secret}"`,
    'Search parameter "organization": it refers only to Organization.',
  ],
  [
    'Patient',
    `organization: "${secret} & Co"`,
    'Search parameter "organization": expected id, Type/id or an absolute URL.',
  ],
  [
    'Patient',
    `_search: "organization:Organization=https://x/${secret}"`,
    'Search parameter "organization:Organization": expected id or Organization/id.',
  ],
  ['Patient', `reviewed: "${secret}"`, 'Search parameter "reviewed": expected true or false.'],
  [
    'Patient',
    'name: ""',
    'Search parameter "name": a value is empty. Commas join alternatives; "\\," is a comma itself.',
  ],
  [
    'Patient',
    `name: "${secret},"`,
    'Search parameter "name": a value is empty. Commas join alternatives; "\\," is a comma itself.',
  ],
  [
    'Patient',
    `_search: "name:exact="`,
    'Search parameter "name:exact": a value is empty. Commas join alternatives; "\\," is a comma itself.',
  ],
  [
    'Patient',
    `_id: "${Array.from({ length: 101 }, () => secret).join()}"`,
    'Search parameter "_id": at most 100 alternatives are allowed.',
  ],
  [
    'Patient',
    `name: "${secret}${'x'.repeat(2000)}"`,
    'Search parameter "name": a value may have at most 2000 characters.',
  ],
  // What steers.
  [
    'Patient',
    `_sort: "birthdat"`,
    '_sort: unknown key "birthdat" of Patient. Did you mean "birthdate"? Keys are its search parameters, "_id", "_lastUpdated" and "reviewTime"; /fhir/metadata lists them.',
  ],
  [
    'Patient',
    `_sort: "-${secret} x"`,
    '_sort: unknown key of Patient. Keys are its search parameters, "_id", "_lastUpdated" and "reviewTime"; /fhir/metadata lists them.',
  ],
  ['Patient', '_sort: ""', '_sort: a key is empty. Expected keys such as "-date,_id".'],
  ['Patient', '_sort: "name,"', '_sort: a key is empty. Expected keys such as "-date,_id".'],
  ['Patient', '_sort: "_score"', '_sort: "_score" is not supported, since results have no score.'],
  ['Patient', '_sort: "gender,-gender"', '_sort: two of its keys are the same order.'],
  ['Patient', '_sort: "_id,name,gender,active,email,phone"', '_sort: at most 5 keys are allowed.'],
  ['Patient', '_count: 0', '"_count" must be from 1 to 500.'],
  ['Patient', '_count: 501', '"_count" must be from 1 to 500.'],
] as const;

describe.each(['List', 'Connection'])('X%s refuses', kind => {
  const selection = kind === 'List' ? '{ id }' : '{ edges { node { id } } }';

  test.each(wrong)('%s(%s)', async (type, args, message) => {
    const { status, data, errors } = await gateway.query(`{ ${type}${kind}(${args}) ${selection} }`);
    expect(errors.map(error => [error.extensions.code, error.message])).toEqual([
      ['BAD_USER_INPUT', message],
    ]);
    expect([status, data]).toEqual([200, { [`${type}${kind}`]: null }]);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  test('more than 50 conditions', async () => {
    const many = Array.from({ length: 51 }, () => '"gender=male"').join();
    const { errors } = await gateway.query(`{ Patient${kind}(_search: [${many}]) ${selection} }`);
    expect(errors.map(error => error.extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    [`nickname: "${secret}"`, `Unknown argument "nickname" on field "Query.Patient${kind}".`],
    [`birthdat: "${secret}"`, /^Unknown argument "birthdat" on field .* Did you mean "birthdate"/],
    [`name_exact: "${secret}"`, `Unknown argument "name_exact" on field "Query.Patient${kind}".`],
    [`address-city: "${secret}"`, /^Syntax Error/],
    [`birthdate: { from: "${secret}" }`, 'Expected text.'],
    [`gender: [[${secret}]]`, 'Expected text.'],
  ])('an argument that GraphQL does not let through: %s', async (args, message) => {
    const { status, errors } = await gateway.query(`{ Patient${kind}(${args}) ${selection} }`);
    expect(status).toBe(400);
    const code = message.toString().includes('Syntax') ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED';
    expect(errors.map(error => error.extensions.code)).toEqual([code]);
    expect(errors[0]!.message).toEqual(
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    );
    expect(JSON.stringify(errors)).not.toContain(secret);
  });
});

describe('a list that would be too long', () => {
  let large: TestGateway;
  beforeAll(async () => {
    const people = Array.from({ length: 501 }, (_, place) => ({
      resourceType: 'Patient',
      id: `p${place}`,
      gender: place === 0 ? 'male' : 'female',
      name: [{ family: secret }],
    }));
    large = await startTestGateway({ source: listSource(people) });
    await large.warm('demo');
  });
  afterAll(() => large.stop());

  test('fails, with what to do instead', async () => {
    const { data, errors } = await large.query(`{ PatientList(family: "${secret}") { id } }`);
    expect(data).toEqual({ PatientList: null });
    expect(errors.map(error => [error.extensions.code, error.message])).toEqual([
      [
        'TOO_MANY_MATCHES',
        'More than 500 match. Narrow the search, take the first few with "_count", or page with the Connection.',
      ],
    ]);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  test('comes with 500, with "_count", and page by page', async () => {
    const { data, errors } = await large.query(`{
      most: PatientList(gender: female) { id }
      few: PatientList(_count: 500) { id }
      all: PatientConnection(_count: 500) { count next edges { resource { id } } }
    }`);
    expect(errors).toEqual([]);
    expect([data.most.length, data.few.length, data.all.edges.length]).toEqual([500, 500, 500]);
    expect([data.all.count, typeof data.all.next]).toEqual([501, 'string']);
  });
});
