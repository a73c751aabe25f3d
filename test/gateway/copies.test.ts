import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { ingestInto, listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway | undefined;
let folder: string | undefined;
afterEach(async () => {
  await gateway?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true });
  gateway = undefined;
  folder = undefined;
});

const patientOf = (clinic: string, number: number) => ({
  ...{ resourceType: 'Patient', id: `${clinic}-${number}`, gender: 'female' },
  managingOrganization: { reference: `Organization/${clinic}` },
});
const encounterOf = (clinic: string, number: number) => ({
  ...{
    resourceType: 'Encounter',
    id: `visit-${clinic}-${number}`,
    status: 'finished',
    class: { code: 'AMB' },
  },
  subject: { reference: `Patient/${clinic}-${number}` },
  participant: [{ individual: { reference: `Practitioner/doctor-${clinic}` } }],
});
const clinic = (name: string, patients: number) => [
  { resourceType: 'Organization', id: name, name },
  { resourceType: 'Practitioner', id: `doctor-${name}` },
  ...Array.from({ length: patients }, (_, number) => patientOf(name, number)),
  ...Array.from({ length: patients }, (_, number) => encounterOf(name, number)),
];
const world = [...clinic('east', 3), ...clinic('west', 2)];

const start = async (content?: string) => {
  folder = await mkdtemp(join(tmpdir(), 'parts-test-'));
  const file = join(folder, 'tenants.json');
  if (content !== undefined) await writeFile(file, content);
  gateway = await startTestGateway({
    source: listSource(world),
    ...(content !== undefined && { env: { TENANTS_FILE: file } }),
  });
  return gateway;
};
const everything = `{
  patients(first: 500) { edges { node { id managingOrganization { resource { ... on Organization { id } } } } } }
  encounters(first: 500) { edges { node { id patient { id } practitioners { id } } } }
  practitioners(first: 500) { edges { node { id } } }
}`;
const idsOf = (data: Record<string, { edges: { node: { id: string } }[] }>) =>
  Object.values(data).flatMap(({ edges }) => edges.map(({ node }) => node.id));

describe('TENANTS_FILE', () => {
  const parts = JSON.stringify({
    east: 'Patient?organization=Organization/east',
    west: 'Patient?organization=Organization/west&gender=female',
    nobody: 'Patient?organization=Organization/none',
  });

  test('each tenant has its part of master, whole, and nothing of the others', async () => {
    const { query, warm } = await start(parts);
    await warm('east', 'west', 'nobody', 'all');
    const answers = await Promise.all(
      ['east', 'west', 'nobody', 'all'].map(tenant => query(everything, { tenant })),
    );
    for (const { errors } of answers) expect(errors).toEqual([]);
    const [east, west, nobody, all] = answers.map(({ data }) => idsOf(data));
    expect(east).toHaveLength(3 + 3 + 1);
    expect(west).toHaveLength(2 + 2 + 1);
    expect([...east!, ...west!].sort()).toEqual([...all!].sort());
    expect(nobody).toEqual([]);
    expect(east!.every(id => id.includes('east'))).toBe(true);
    expect(answers[0]!.data.encounters.edges[0].node).toMatchObject({
      patient: { id: expect.stringContaining('east') },
      practitioners: [{ id: 'doctor-east' }],
    });
  });

  test('a refresh keeps to the part; drift tells what it would do', async () => {
    const { query, warm, store, folder: data } = await start(parts);
    await warm('east', 'all');
    const drift = (tenant: string) => query('{ tenant { drift { added changed deleted } } }', { tenant });
    expect((await drift('east')).data.tenant.drift).toEqual({ added: 0, changed: 0, deleted: 0 });
    expect((await drift('cold')).data.tenant.drift).toBeNull();
    await query('mutation { review(input: { resourceType: PATIENT, id: "east-0" }) { reviewed } }', {
      tenant: 'east',
    });
    const moved = { ...patientOf('east', 2), id: 'west-0' };
    const next = [
      ...world.filter(({ id }) => !['east-1', 'visit-east-1', 'west-0'].includes(id)),
      moved,
      { ...patientOf('east', 9), birthDate: '2000' },
    ];
    await ingestInto(store, listSource(next), data, systemClock, true);
    // Of east one patient with the encounter goes, one is new, and one moves over with an encounter and its doctor.
    const expected = { added: 4, changed: 0, deleted: 2 };
    expect((await drift('east')).data.tenant.drift).toEqual(expected);
    expect((await drift('all')).data.tenant.drift).toEqual({ added: 1, changed: 1, deleted: 2 });
    await query('mutation { warmUpTenant(refresh: true) { state } }', { tenant: 'east' });
    expect((await drift('east')).data.tenant.drift).toEqual({ added: 0, changed: 0, deleted: 0 });
    const { data: after } = await query('{ patients { edges { node { id reviewed } } } }', {
      tenant: 'east',
    });
    const nodes = after.patients.edges.map((edge: { node: object }) => edge.node);
    expect(nodes).toHaveLength(4);
    expect(nodes).toContainEqual({ id: 'east-0', reviewed: true });
    expect(nodes).toContainEqual({ id: 'west-0', reviewed: false });
  });

  test.each([
    ['[]', 'no JSON object'],
    ['{', 'no JSON'],
    ['{"T": "Patient?gender=male"}', '"T" is no tenant id'],
    ['{"a": 1}', 'The search of a is no text'],
    ['{"a": "Patient"}', 'not of the form'],
    ['{"a": "Observation?code=1"}', 'not of the form'],
    ['{"a": "Patient?colour=red"}', 'The search of a: '],
    ['{"a": "Patient?birthdate=soon"}', 'The search of a: '],
  ])('%s stops the start', async (content, expected) => {
    const failure = await start(content).catch(error => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(failure.lines).toHaveLength(1);
    expect(failure.lines[0]).toMatch(/^TENANTS_FILE=.*tenants\.json: /);
    expect(failure.lines[0]).toContain(expected);
  });

  test('a file that is not there stops the start', async () => {
    const env = { TENANTS_FILE: '/nowhere/tenants.json' };
    await expect(startTestGateway({ env })).rejects.toThrow('cannot be read: ENOENT');
  });
});
