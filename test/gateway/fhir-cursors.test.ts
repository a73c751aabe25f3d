import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleSource } from '../../src/ingest/sample.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const options = { patients: 60, seed: 5 };

let gateway: TestGateway;
/** Of a search that names a person, with an order, at its second page. */
let links: { first: string; previous: string; next: string; last: string };
let edgeCursor: string;
const searched =
  'identifier: "http://hl7.org/fhir/sid/us-ssn|", gender: "female", _sort: "-birthdate,family"';
beforeAll(async () => {
  gateway = await startTestGateway({ source: sampleSource(options) });
  await gateway.warm('demo', 'other');
  const { next } = await ask(`PatientConnection(${searched}, _count: 5) { next }`);
  const page = await ask(`PatientConnection(_cursor: "${next}") {
    first previous next last edges { cursor resource { id } }
  }`);
  const { edges, ...others } = page;
  links = others;
  edgeCursor = edges[1].cursor;
});
afterAll(() => gateway.stop());

async function ask(field: string, tenant?: string) {
  const { data, errors } = await gateway.query(`{ field: ${field} }`, { ...(tenant && { tenant }) });
  expect(errors).toEqual([]);
  return data.field;
}

/** What is not answered is refused by the field, and nothing of the cursor is said again. */
async function refused(field: string, tenant?: string) {
  const { status, data, errors } = await gateway.query(`{ field: ${field} }`, { ...(tenant && { tenant }) });
  expect([status, data, errors[0]?.extensions.code]).toEqual([200, { field: null }, 'BAD_USER_INPUT']);
}

const from = (cursor: string, more = '') =>
  `PatientConnection(_cursor: "${cursor}"${more}) { edges { resource { id } } }`;

describe('a link', () => {
  test('of another tenant is refused', async () => {
    for (const link of Object.values(links)) {
      await refused(from(link), 'other');
    }
  });

  test('of another type is refused', async () => {
    const { next } = await ask('EncounterConnection(_count: 1) { next }');
    await refused(from(next));
    await refused(`patients(after: "${next}") { edges { node { id } } }`);
    await refused(`EncounterConnection(_cursor: "${links.next}") { count }`);
  });

  test('goes with the arguments of its list, and with no others', async () => {
    const there = await ask(from(links.next));
    expect(await ask(from(links.next, `, ${searched}`))).toEqual(there);
    const { edges } = await ask(from(links.next, ', _count: 2'));
    expect(edges).toEqual(there.edges.slice(0, 2));
    for (const other of [
      'gender: "male"',
      'gender: "female"',
      searched.replace('-birthdate', 'birthdate'),
      `${searched}, active: "true"`,
      `${searched}, _search: ["active=true"]`,
      '_sort: "-birthdate,family"',
      'gender: []',
    ]) {
      await refused(from(links.next, `, ${other}`));
    }
    // An argument that is null is not given.
    expect(await ask(from(links.next, ', gender: null, _sort: null, _search: null'))).toEqual(there);
    await refused(from(links.next, ', _count: 501'));
    await refused(from(links.next, ', _count: 0'));
  });

  test('that is tampered with at any place is refused', async () => {
    const { next } = links;
    const other = (letter: string) => (letter === 'A' ? 'B' : letter === 'B' ? 'a' : 'A');
    // The last letter holds bits that are no part of the text; they may be anything.
    const meaningful = [...next].slice(0, -1);
    const tampered = [
      ...meaningful.map((letter, place) => next.slice(0, place) + other(letter) + next.slice(place + 1)),
      ...meaningful.map((_, place) => next.slice(0, place) + next.slice(place + 1)),
      ...Array.from({ length: next.length }, (_, length) => next.slice(0, length)),
      `2${next.slice(1)}`,
      `${next}${next}`,
      `${next}AAAA`,
      `1.${next}`,
      '1.',
      '.',
      ' ',
      '\\u0000',
      '1.'.padEnd(50_000, 'A'),
    ];
    // As many root fields as an operation may have.
    const size = 50;
    for (let place = 0; place < tampered.length; place += size) {
      const some = tampered.slice(place, place + size);
      const fields = some.map(
        (cursor, index) => `a${index}: PatientConnection(_cursor: "${cursor}") { pagesize }`,
      );
      const { data, errors } = await gateway.query(`{ ${fields.join(' ')} }`);
      expect(new Set(Object.values(data))).toEqual(new Set([null]));
      expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
      expect(errors).toHaveLength(some.length);
    }
  });

  test('shows nothing of what was searched for, nor of what was found', async () => {
    const patients: { id: string; name: { family: string }[] }[] = await ask(
      'PatientList { id name { family } }',
    );
    const secrets = new Set([
      'us-ssn',
      'identifier',
      'female',
      'birthdate',
      'Patient',
      'patient-',
      'descending',
    ]);
    const given = Object.values(links);
    for (const { id, name } of patients) {
      const family = name[0]!.family;
      // Fewer letters may come by chance.
      if (family.length < 6) continue;
      secrets.add(family).add(id);
      const { first, last } = await ask(
        `PatientConnection(family: "${family}", _id: "${id}") { first last }`,
      );
      given.push(first, last);
    }
    expect(given.length).toBeGreaterThan(50);
    for (const link of given) {
      // Whoever decodes it may begin at any letter.
      const texts = [0, 1, 2, 3].flatMap(from => {
        const bytes = Buffer.from(link.slice(from), 'base64url');
        return [bytes.toString('utf8'), bytes.toString('latin1'), bytes.toString('utf16le')];
      });
      for (const secret of secrets) {
        expect(texts.filter(text => text.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
        // In base64 six letters that may be small or not come by chance once in a billion places.
        for (const written of [secret, secret.toLowerCase()]) expect(link).not.toContain(written);
      }
    }
  });

  test('is taken as `after` by this schema’s own lists', async () => {
    const list = 'orderBy: { field: BIRTH_DATE, direction: DESC }';
    const { next } = await ask(`patients(${list}, first: 7) { next }`);
    const { edges } = await ask(`patients(${list}, first: 60) { edges { resource { id } } }`);
    expect(
      (await ask(`patients(${list}, first: 60, after: "${next}") { edges { resource { id } } }`)).edges,
    ).toEqual(edges.slice(7));
    expect((await ask(from(next))).edges).toEqual(edges.slice(7, 14));
    // Both vocabularies' arguments for the same list.
    const sorted = await ask('PatientConnection(_sort: "-birthdate", _count: 7) { next }');
    expect(
      (await ask(`patients(${list}, first: 60, after: "${sorted.next}") { edges { resource { id } } }`))
        .edges,
    ).toEqual(edges.slice(7));
    await refused(`patients(first: 7, after: "${next}") { count }`);
  });

  test('outlives the gateway', async () => {
    const before = await ask(from(links.next));
    await gateway.restart();
    await gateway.warm('demo', 'other');
    expect(await ask(from(links.next))).toEqual(before);
    await refused(from(links.next), 'other');
  });
});

describe('the cursor of an entry', () => {
  test('is a position in the list of its arguments only', async () => {
    const all = await ask(`PatientConnection(${searched}, _count: 100) { edges { resource { id } } }`);
    const { edges } = await ask(from(edgeCursor, `, ${searched}, _count: 100`));
    expect(edges).toEqual(all.edges.slice(7));
    await refused(from(edgeCursor));
    await refused(from(edgeCursor, ', gender: "female"'));
    await refused(from(edgeCursor, `, ${searched}`), 'other');
    for (const cursor of [
      '',
      'x',
      edgeCursor.slice(1),
      edgeCursor.slice(0, 8),
      `${edgeCursor}!!!!AAAA____`,
    ]) {
      await refused(from(cursor, `, ${searched}`));
    }
  });

  test('of this schema’s own list is one of the same list in FHIR’s vocabulary', async () => {
    const { edges } = await ask('patients(first: 3) { edges { cursor node { id } } }');
    const patients = await ask('PatientList { id }');
    const following = await ask(from(edges[2].cursor, ', _count: 4'));
    expect(following.edges.map((edge: { resource: object }) => edge.resource)).toEqual(patients.slice(3, 7));
    const filtered = await ask('patients(first: 3, filter: { gender: "male" }) { edges { cursor } }');
    await refused(from(filtered.edges[2].cursor));
    const same = await ask(from(filtered.edges[0].cursor, ', gender: "male", _count: 2'));
    expect(same.edges).toHaveLength(2);
  });
});

describe('pages of a list within a resource', () => {
  const nested = (args: string) =>
    ask(`Practitioner(id: "practitioner-1") {
      EncounterConnection(_reference: participant, _sort: "date,_id", ${args}) { count next last edges { resource { id } } }
    }`).then(practitioner => practitioner.EncounterConnection);

  test('go on at the root', async () => {
    const all = await nested('_count: 500');
    expect(all.count).toBeGreaterThan(30);
    const one = await nested('_count: 20');
    const two = await ask(
      `EncounterConnection(_cursor: "${one.next}") { count previous next edges { resource { id } } }`,
    );
    expect(two.count).toBe(all.count);
    expect(two.edges).toEqual(all.edges.slice(20, 40));
    expect(
      (await ask(`EncounterConnection(_cursor: "${two.previous}") { edges { resource { id } } }`)).edges,
    ).toEqual(one.edges);
    expect(
      (await ask(`EncounterConnection(_cursor: "${one.last}") { edges { resource { id } } }`)).edges,
    ).toEqual(all.edges.slice(-20));
    // The root field's own list is another one, even where it finds the same.
    await refused(
      `EncounterConnection(participant: "Practitioner/practitioner-1", _sort: "date,_id", _cursor: "${one.next}") { count }`,
    );
  });

  test('of many resources each go on with their own', async () => {
    const patients = await ask(`PatientList {
      id EncounterConnection(_reference: patient, _count: 2) { next } EncounterList(_reference: patient) { id }
    }`);
    const long = patients.filter(
      (patient: { EncounterConnection: { next: string | null } }) => patient.EncounterConnection.next,
    );
    expect(long.length).toBeGreaterThan(10);
    for (const { EncounterConnection, EncounterList } of long.slice(0, 10)) {
      const { edges } = await ask(
        `EncounterConnection(_cursor: "${EncounterConnection.next}", _count: 500) { edges { resource { id } } }`,
      );
      expect(edges.map((edge: { resource: object }) => edge.resource)).toEqual(EncounterList.slice(2));
    }
  });
});
