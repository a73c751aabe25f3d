import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reference, Resource } from '../../src/fhir/types.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';

const root = join(import.meta.dirname, '../..');
/** CC0, https://hl7.org/fhir/R4/downloads.html */
const examplesFolder = join(root, 'node_modules/hl7.fhir.r4.examples');

/** All that is written by hand for a type that is stored and searched. */
const definition = `import { parseDate } from '../dates.ts';
import type { TypeDefinition } from '../definition.ts';
import { periodIntervals } from '../values.ts';

/** https://hl7.org/fhir/R4/observation.html */
export const observation: TypeDefinition = {
  type: 'Observation',
  reviewable: false,
  date: ({ effectiveDateTime, effectiveInstant, effectivePeriod }) => {
    const low = (parseDate(effectiveDateTime ?? effectiveInstant) ?? periodIntervals(effectivePeriod)[0])?.low;
    return low === Number.NEGATIVE_INFINITY ? undefined : low;
  },
  orderedAs: { date: 'date' },
  defaultOrder: [{ by: 'date', descending: true }],
  cacheProfile: 'short',
};
`;

/** A practitioner within, with the id of a stored one. */
const withContained = {
  resourceType: 'Observation',
  id: 'with-contained',
  status: 'final',
  code: { text: 'x' },
  contained: [{ resourceType: 'Practitioner', id: 'example', name: [{ family: 'Within' }] }],
  performer: [{ reference: '#example' }],
  effectiveInstant: '2015-02-07T13:28:17.239+02:00',
};

interface Observation extends Resource {
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: { readonly start?: string };
  readonly subject?: Reference;
  readonly code: { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] };
  readonly valueQuantity?: { readonly value: number; readonly unit: string };
}

let copy: string;
let folder: CommandFolder;
let gateway: GatewayProcess;
let examples: Observation[];
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'fourth-type-'));
  for (const name of ['src', 'schema', 'scripts', 'package.json']) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  await mkdir(join(copy, 'src/fhir/observation'));
  await writeFile(join(copy, 'src/fhir/observation/index.ts'), definition);
  await promisify(execFile)(process.execPath, ['scripts/generate-fhir.ts'], { cwd: copy });

  const files = await readdir(examplesFolder);
  const read = async (type: string): Promise<Observation[]> =>
    Promise.all(
      files
        .filter(name => name.startsWith(`${type}-`) && name.endsWith('.json'))
        .map(async name => JSON.parse(await readFile(join(examplesFolder, name), 'utf8'))),
    );
  examples = await read('Observation');
  const people = [...(await read('Patient')), ...(await read('Practitioner')), ...(await read('Encounter'))];
  folder = await CommandFolder.open();
  const source = [...examples, withContained, ...people].map(resource => JSON.stringify(resource)).join('\n');
  await writeFile(join(folder.path, 'examples.ndjson'), source);
  const script = join(copy, 'src/main.ts');
  const ingested = await folder.run(['ingest', 'examples.ndjson'], { script });
  expect([ingested.code, ingested.stderr]).toEqual([0, '']);
  gateway = await GatewayProcess.start(folder, [], { script });
  await gateway.logged(/ready: open/);
  await gateway.query('mutation { warmUpTenant { state } }');
}, 60_000);
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await rm(copy, { recursive: true });
});

async function ask(query: string) {
  const { status, body } = await gateway.query(query);
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
  const { data, errors } = body as { data: any; errors?: unknown };
  expect([status, errors]).toEqual([200, undefined]);
  return data;
}

const loinc = 'http://loinc.org';
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('a type added as one folder', () => {
  test('is ingested and counted', async () => {
    const { tenant } = await ask('{ tenant { counts { resourceType total } } }');
    expect(tenant.counts).toContainEqual({ resourceType: 'Observation', total: examples.length + 1 });
    expect(examples.length).toBeGreaterThan(50);
  });

  test('is listed by its own order, with its elements', async () => {
    const { ObservationList } = await ask(`{ ObservationList(_sort: "-date") {
      id code { text } effectiveDateTime effectivePeriod { start }
    } }`);
    expect(ObservationList).toHaveLength(examples.length + 1);
    const moments = ObservationList.map(({ effectiveDateTime, effectivePeriod }: Observation) =>
      Date.parse(effectiveDateTime ?? effectivePeriod?.start ?? ''),
    ).filter((moment: number) => !Number.isNaN(moment));
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
    const { latest } = await ask('{ latest: ObservationList(_count: 5) { id } }');
    expect(latest).toEqual(ObservationList.slice(0, 5).map(({ id }: { id: string }) => ({ id })));
  });

  test('is searched by its official parameters', async () => {
    const data = await ask(`{
      ObservationConnection(code: "${loinc}|15074-8", _sort: "_id") {
        count edges { resource { id valueQuantity { value unit } } }
      }
      high: ObservationList(value_quantity: "gt6|http://unitsofmeasure.org|mmol/L", _sort: "_id") { id }
      named: ObservationList(_search: ["patient:Patient.family=chalmers", "code=${loinc}|8867-4"]) { id }
      missing: ObservationList(_search: ["date:missing=false", "date=lt2010"], _sort: "date") { effectiveDateTime }
    }`);
    const glucose = examples
      .filter(({ code }) => code.coding?.some(coding => coding.system === loinc && coding.code === '15074-8'))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(glucose.length).toBeGreaterThan(0);
    expect(data.ObservationConnection).toEqual({
      count: glucose.length,
      edges: glucose.map(({ id, valueQuantity = null }) => ({
        resource: {
          id,
          valueQuantity: valueQuantity && { value: valueQuantity.value, unit: valueQuantity.unit },
        },
      })),
    });
    expect(ids(data.high)).toEqual(['f001', 'f002']);
    expect(ids(data.named)).toEqual(['heart-rate']);
    for (const { effectiveDateTime } of data.missing) expect(effectiveDateTime < '2010').toBe(true);
  });

  test('is found from what it refers to, and leads there', async () => {
    const { Patient } = await ask(`{ Patient(id: "example") {
      ObservationList(_reference: subject, _sort: "_id") { id subject { resource { ... on Patient { id } } } }
      ObservationConnection(_reference: patient, _count: 3) { count next }
    } }`);
    const own = examples
      .filter(({ subject }) => subject?.reference === 'Patient/example')
      .map(({ id }) => id);
    expect(ids(Patient.ObservationList)).toEqual(own.sort());
    for (const { subject } of Patient.ObservationList) expect(subject.resource).toEqual({ id: 'example' });
    expect(Patient.ObservationConnection.count).toBe(own.length);
    const { following } =
      await ask(`{ following: ObservationConnection(_cursor: "${Patient.ObservationConnection.next}", _count: 500) {
      edges { node { id } }
    } }`);
    expect(following.edges).toHaveLength(own.length - 3);
  });

  test('is told of in the capability statement, and is not reviewed', async () => {
    const { body } = await gateway.get('/fhir/metadata');
    expect(JSON.stringify(body)).toContain('"http://hl7.org/fhir/StructureDefinition/Observation"');
    const { reviewProgress } = await ask('{ reviewProgress { resourceType } }');
    expect(reviewProgress).toHaveLength(3);
  });

  test('has the elements of the format that one reads and flattens', async () => {
    const data = await ask(`{ Observation(id: "blood-pressure") {
      component { code @flatten { coding @flatten @first { code @singleton } } valueQuantity @flatten { value @singleton unit @singleton } }
    } }`);
    expect(data.Observation.component[0]).toEqual({ code: '8480-6', value: 107, unit: 'mmHg' });
  });

  test('keeps what stands inside it apart from what is stored', async () => {
    await ask('mutation { review(input: { resourceType: PRACTITIONER, id: "example" }) { id } }');
    const { Observation } = await ask(`{ Observation(id: "with-contained") {
      contained { ... on Practitioner { name { family } reviewed EncounterList(_reference: participant) { id } } }
    } }`);
    expect(Observation.contained).toEqual([
      { name: [{ family: 'Within' }], reviewed: false, EncounterList: [] },
    ]);
  });
});
