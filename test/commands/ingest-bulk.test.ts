import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { start, world } from '../ingest/bulk/bench.ts';
import { encounter, lines, patient } from '../ingest/workbench.ts';
import { CommandFolder, outcome } from '../support/process-command.ts';
import { statusOf } from '../support/process-status.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const status = () => statusOf(join(folder.path, 'store'));
const rejected = () => readFile(join(folder.path, 'rejected.ndjson'), 'utf8');

test('--bulk takes what a server exports, with credentials of the environment, and deletes the export', async () => {
  await using server = await start({
    authorization: 'Bearer secret',
    requiresAccessToken: true,
    counts: true,
  });
  const { code, stdout, stderr } = await folder.run(['ingest', '--bulk', server.base.href], {
    env: { FHIR_BEARER_TOKEN: 'secret' },
  });
  expect(stdout).toContain(`Ingested 700 resources from ${server.base.href} ($export) in `);
  expect(`${stdout}${stderr}`).not.toContain('secret');
  expect(code).toBe(0);
  expect(await status()).toMatchObject({ ready: true, counts: { Patient: 500, Encounter: 200 } });
  expect(server.jobs).toEqual([false]);
});

test('killed while the server exports, the next run goes on with the same export', async () => {
  await using server = await start({ polls: 1_000_000 });
  const polls = () => server.log.filter(line => line === 'GET /fhir/jobs/0').length;
  const first = folder.start(['ingest', '--bulk', server.base.href]);
  const ended = outcome(first);
  // A checkpoint is made every 5 s at most.
  await vi.waitFor(() => expect(polls()).toBeGreaterThan(6), { timeout: 30_000, interval: 50 });
  first.kill('SIGKILL');
  await ended;
  expect(server.jobs).toEqual([true]);
  server.world = { ...world, polls: 0 };
  const second = await folder.run(['ingest', '--bulk', server.base.href]);
  expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('Ingested 700 resources') });
  expect(server.log.filter(line => line.endsWith('$export'))).toHaveLength(1);
  expect(server.jobs).toEqual([false]);
});

test('--validate full takes nothing that departs from the definitions, and tells where', async () => {
  const odd = [
    patient('a', { favouriteColour: 'x' }),
    patient('b', { birthDate: '2023-02-30' }),
    encounter('c', { period: { start: '2023-02-03T10:00' } }),
    patient('d', { contained: [{ resourceType: 'Device', id: 'x', status: 'lost' }] }),
    patient('e', { gender: 'x' }),
    patient('good'),
  ];
  await writeFile(join(folder.path, 'a.ndjson'), lines(...odd));
  expect(await folder.run(['ingest', 'a.ndjson', '--validate', 'full'])).toMatchObject({ code: 0 });
  const full = (await rejected()).trimEnd().split('\n');
  expect(full.map(line => JSON.parse(line))).toEqual([
    {
      file: 'a.ndjson',
      line: 1,
      resource: 'Patient/a',
      path: 'Patient.favouriteColour',
      reason: 'is no element of Patient',
    },
    {
      file: 'a.ndjson',
      line: 2,
      resource: 'Patient/b',
      path: 'Patient.birthDate',
      reason: 'must be a date that exists',
    },
    {
      ...{ file: 'a.ndjson', line: 3, resource: 'Encounter/c', path: 'Encounter.period.start' },
      reason: 'must be a date, with a time as 2020-02-29T08:30:15+01:00 or without',
    },
    {
      ...{ file: 'a.ndjson', line: 4, resource: 'Patient/d', path: 'Patient.contained[0].status' },
      reason: 'must be a code of device-status',
    },
    {
      ...{ file: 'a.ndjson', line: 5, resource: 'Patient/e', path: 'Patient.gender' },
      reason: 'must be a code of administrative-gender',
    },
  ]);
  expect(await status()).toMatchObject({ counts: { Patient: 1, Encounter: 0 }, rules: 'full' });

  // By other rules it is another ingest.
  expect(await folder.run(['ingest', 'a.ndjson', '--refresh'])).toMatchObject({ code: 0 });
  expect(
    (await rejected())
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).line),
  ).toEqual([2, 5]);
});

test('--validate knows two ways', async () => {
  const { code, stderr } = await folder.run(['ingest', 'a.ndjson', '--validate', 'strictly']);
  expect(code).toBe(2);
  expect(stderr).toContain('Allowed choices are structure, full.');
});
