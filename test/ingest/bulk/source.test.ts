import { expect, test } from 'vitest';
import { transactionTime } from '../../support/fault-server/bulk-fhir.ts';
import { FaultServer } from '../../support/fault-server/fault-server.ts';
import { encounter, patient } from '../workbench.ts';
import { keysOf, readAll, sourceOf, start, world } from './bench.ts';

interface Named {
  readonly id: string;
}

test('all of an export comes, and the server may forget it then', async () => {
  await using server = await start({ polls: 3, counts: true });
  const { keys, problems, asOf, progress } = await readAll(sourceOf(server));
  expect(keys.sort()).toEqual(keysOf(world));
  expect(problems).toEqual([]);
  expect(asOf).toEqual([transactionTime]);
  expect(server.jobs).toEqual([false]);
  expect(server.log.slice(1, 6)).toEqual(['GET /fhir/$export', ...Array(4).fill('GET /fhir/jobs/0')]);
  expect(server.log.at(-1)).toBe('DELETE /fhir/jobs/0');
  expect(progress).toContainEqual({ part: 'export', unit: '%', done: 20, total: 100 });
  expect(progress).toContainEqual({ part: 'Patient', unit: 'resources', done: 500, total: 500 });
  expect(progress.at(-1)).toMatchObject({ total: expect.any(Number) });
});

test('what is asked for: stored types as NDJSON, in the background, of what changed since', async () => {
  await using server = await start();
  await readAll(sourceOf(server), { since: '2026-01-01T00:00:00Z' });
  const { url, headers } = server.http.asked.find(asked => asked.url.pathname.endsWith('$export'))!;
  expect(Object.fromEntries(url.searchParams)).toEqual({
    _type: 'Encounter,Patient,Practitioner,Location,Organization',
    _outputFormat: 'application/fhir+ndjson',
    _since: '2026-01-01T00:00:00Z',
  });
  expect(headers).toMatchObject({ accept: 'application/fhir+json', prefer: 'respond-async' });
});

test('of a server that has some types only, those are asked for', async () => {
  await using server = await start();
  const resource = ['Device', 'Patient'].map(type => ({ type }));
  const statement = {
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    rest: [{ mode: 'server', resource }],
  };
  server.http.fault = ({ url }) =>
    url.pathname === '/fhir/metadata' ? { body: JSON.stringify(statement) } : undefined;
  await readAll(sourceOf(server));
  expect(server.http.asked[1]!.url.searchParams.get('_type')).toBe('Patient');
});

test('a server of another FHIR is refused before anything is asked of it', async () => {
  await using server = await start();
  const statement = { resourceType: 'CapabilityStatement', fhirVersion: '5.0.0' };
  server.http.fault = () => ({ body: JSON.stringify(statement) });
  await expect(readAll(sourceOf(server))).rejects.toThrow(/speaks FHIR 5\.0\.0; expected R4/);
  expect(server.log).toEqual(['GET /fhir/metadata']);
});

test('nothing to export is no error', async () => {
  await using server = await start({ output: {} });
  const read = await readAll(sourceOf(server));
  expect(read).toMatchObject({ keys: [], problems: [], asOf: [transactionTime] });
});

test('files of types that are not stored are left where they are', async () => {
  await using server = await start({ output: { ...world.output, Device: [[{ resourceType: 'Device' }]] } });
  expect((await readAll(sourceOf(server))).keys.sort()).toEqual(keysOf(world));
  expect(server.log).not.toContain('GET /files/Device-0');
});

const deleted = (...urls: string[]) => ({
  ...{ resourceType: 'Bundle', type: 'transaction' },
  entry: urls.map(url => ({ request: { method: 'DELETE', url } })),
});

test('what was deleted since then is told before what is there', async () => {
  await using server = await start({
    deleted: [
      [deleted('Patient/p1', 'Encounter/e7'), deleted('Jane Roe')],
      [deleted('https://x.test/fhir/Patient/p2')],
    ],
  });
  const since = '2026-01-01T00:00:00Z';
  const read = await readAll(sourceOf(server), { since }, ({ keys, deleted }) => {
    expect(keys.length > 0 && deleted.length < 3).toBe(false);
    return false;
  });
  expect(read.deleted.sort()).toEqual(['Encounter/e7', 'Patient/p1', 'Patient/p2']);
  expect(read.problems).toEqual(['deletions.1.ndjson:2 a deletion of what is no resource']);
});

test('without a moment to compare with, nothing can have been deleted since', async () => {
  await using server = await start({ deleted: [[deleted('Patient/p1')]] });
  expect((await readAll(sourceOf(server))).deleted).toEqual([]);
  expect(server.log).not.toContain('GET /files/deleted-0');
});

test('what the server could not export is told, without its words; its warnings are not', async () => {
  const outcome = (severity: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code: 'exception', diagnostics: 'Jane Roe' }],
  });
  const unnamed = { resourceType: 'OperationOutcome', issue: [{ diagnostics: 'Jane Roe' }] };
  await using server = await start({
    error: [[outcome('error'), outcome('warning'), outcome('fatal'), unnamed]],
  });
  const { keys, problems } = await readAll(sourceOf(server));
  expect(keys).toHaveLength(700);
  expect(problems).toEqual([
    ...[1, 3].map(line => `errors.1.ndjson:${line} the server could not export something (exception)`),
    'errors.1.ndjson:4 the server could not export something (of no known type)',
  ]);
});

test.each([true, false])(
  'a line that is none is told with its place, and costs no other (blocks: %s)',
  async blocks => {
    const good = JSON.stringify(patient('p'));
    const content = Buffer.concat([
      Buffer.from(`${good}\n`),
      Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]),
      Buffer.alloc(100 * 1024 * 1024, 'x'),
      Buffer.from(`\n\n{"resourceType":\n${JSON.stringify(encounter('e'))}`),
    ]);
    await using server = await start({ output: { Patient: [[]] } });
    const headers = { 'content-type': 'application/fhir+ndjson', 'content-encoding': 'identity' };
    server.http.fault = ({ url }) =>
      url.pathname.startsWith('/files/') ? { headers, body: content } : undefined;
    const before = process.memoryUsage().rss;
    const { keys, problems } = await readAll(sourceOf(server), { blocks });
    expect(keys).toEqual(['Patient/p', 'Encounter/e']);
    expect(problems).toEqual([
      'Patient.1.ndjson:2 not UTF-8',
      expect.stringMatching(/^Patient\.1\.ndjson:3 longer than \d+ bytes$/),
      'Patient.1.ndjson:5 not JSON',
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  },
);

test.each([true, false])('references to the server itself become Type/id (blocks: %s)', async blocks => {
  await using server = await start();
  const visit = (id: string, reference: string) => encounter(id, { subject: { reference } });
  const own = `${server.base.href}/Patient/p`;
  server.world = {
    ...server.world,
    output: {
      Patient: [[patient('p')]],
      Encounter: [
        [
          visit('a', own),
          visit('b', `${own}/_history/3`),
          visit('c', 'https://other.example/fhir/Patient/p'),
        ],
      ],
    },
  };
  const { resources, problems } = await readAll(sourceOf(server), { blocks });
  expect(problems).toEqual([]);
  expect(resources.toSorted((one, other) => ((one as Named).id < (other as Named).id ? -1 : 1))).toEqual([
    visit('a', 'Patient/p'),
    visit('b', 'Patient/p/_history/3'),
    visit('c', 'https://other.example/fhir/Patient/p'),
    patient('p'),
  ]);
});

test.each([true, false])(
  'files want credentials: %s. They get them then, and only then',
  async requiresAccessToken => {
    await using server = await start({ authorization: 'Bearer secret', requiresAccessToken });
    const credentials = { kind: 'bearer', token: 'secret' } as const;
    expect((await readAll(sourceOf(server, { credentials }))).keys).toHaveLength(700);
    for (const { url, headers } of server.http.asked) {
      const isFile = url.pathname.startsWith('/files/');
      expect(headers.authorization, url.pathname).toBe(
        isFile && !requiresAccessToken ? undefined : 'Bearer secret',
      );
    }
  },
);

test('files elsewhere are read where that is allowed, without credentials', async () => {
  await using server = await start({ authorization: 'Bearer secret' });
  await using elsewhere = await FaultServer.start(() => ({
    headers: { 'content-type': 'binary/octet-stream' },
    body: `${JSON.stringify(patient('p'))}\n`,
  }));
  server.world = { ...server.world, filesAt: elsewhere.origin };
  const credentials = { kind: 'bearer', token: 'secret' } as const;
  await expect(readAll(sourceOf(server, { credentials }))).rejects.toThrow(
    /leads to another server.*--allow-other-origins/,
  );
  expect(elsewhere.asked).toEqual([]);
  expect(server.jobs).toEqual([false]);

  const allowed = { credentials, allowOtherOrigins: true };
  expect((await readAll(sourceOf(server, allowed))).keys).toEqual(Array(4).fill('Patient/p'));
  expect(elsewhere.asked.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);

  server.world = { ...server.world, requiresAccessToken: true };
  await expect(readAll(sourceOf(server, allowed))).rejects.toThrow(/which wants the credentials of/);
  expect(elsewhere.asked).toHaveLength(4);
});
