import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { lines, patient } from '../ingest/workbench.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { ingestBegun } from '../support/process-status.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

/** Who waits for clients waits for 8 s. */
const shortMs = 6_000;
const patients = '{ patients(first: 1) { count } }';
const warmUp = 'mutation { warmUpTenant { state } }';

async function readyWithPatients(gateway: GatewayProcess): Promise<unknown> {
  await gateway.logged(/ready: open/);
  expect((await gateway.get('/health/ready')).status).toBe(200);
  await gateway.query(warmUp);
  return (await gateway.query(patients)).body;
}

test('a first start loads the sample and answers; the next keeps it; SIGTERM and SIGINT end it well', async () => {
  await writeFile(join(folder.path, 'rejected.ndjson'), 'of an ingest');
  const first = await GatewayProcess.start(folder, ['--sample-if-empty']);
  await first.logged(/loaded sample data/);
  expect(await readyWithPatients(first)).toEqual({ data: { patients: { count: 500 } } });
  const byTerm = await first.end('SIGTERM');
  expect(byTerm.ended).toBe(0);
  expect(byTerm.ms).toBeLessThan(shortMs);
  await first.logged(/"signal":"SIGTERM".*shutting down/);
  expect(await readFile(join(folder.path, 'rejected.ndjson'), 'utf8')).toBe('of an ingest');

  const before = await readFile(join(folder.path, 'store/master.db'));
  const second = await GatewayProcess.start(folder, ['--sample-if-empty']);
  expect(await readyWithPatients(second)).toEqual({ data: { patients: { count: 500 } } });
  const byInterrupt = await second.end('SIGINT');
  expect(byInterrupt.ended).toBe(0);
  expect(byInterrupt.ms).toBeLessThan(shortMs);
  expect((await readFile(join(folder.path, 'store/master.db'))).equals(before)).toBe(true);
});

test('without data: alive, but NOT_READY, until an ingest beside it is done; then it serves without a restart', async () => {
  const gateway = await GatewayProcess.start(folder);
  expect(await gateway.get('/health/live')).toEqual({ status: 200, body: { status: 'ok' } });
  expect((await gateway.get('/health/ready')).status).toBe(503);
  expect(await gateway.query('{ __typename }')).toMatchObject({
    status: 503,
    body: { errors: [{ extensions: { code: 'NOT_READY' } }] },
  });
  await writeFile(join(folder.path, 'p.ndjson'), lines(patient('a'), patient('b')));
  expect((await folder.run(['ingest', 'p.ndjson'])).code).toBe(0);
  expect(await readyWithPatients(gateway)).toEqual({ data: { patients: { count: 2 } } });
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});

test('--sample-if-empty leaves an ingest that is under way, or did not get to its end, alone', async () => {
  const ingest = folder.start(['ingest', '-']);
  ingest.stdin!.write(lines(patient('a')));
  await ingestBegun(join(folder.path, 'store'));
  const gateway = await GatewayProcess.start(folder, ['--sample-if-empty']);
  expect((await gateway.get('/health/ready')).status).toBe(503);
  ingest.kill('SIGKILL');
  await once(ingest, 'exit');
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
  const next = await GatewayProcess.start(folder, ['--sample-if-empty']);
  expect((await next.get('/health/ready')).status).toBe(503);
  expect(await readdir(join(folder.path, 'store'))).not.toContain('master.db');
});

test('--sample-if-empty waits for another process that has the lock', async () => {
  const store = new SqliteStore(join(folder.path, 'store'), systemClock);
  const writer = await store.replaceMaster({ name: 'test', from: 'empty' });
  const gateway = await GatewayProcess.start(folder, ['--sample-if-empty']);
  await gateway.logged(/another process is ingesting/);
  expect((await gateway.get('/health/ready')).status).toBe(503);
  await writer.abort();
  await store.close();
});

test('connections that idle, never sent anything or half a request do not hold up the end', async () => {
  const gateway = await GatewayProcess.start(folder);
  const halves = [
    '',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Le',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"que',
  ];
  for (const sent of halves) {
    const half = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
    await once(half, 'connect');
    half.write(sent);
  }
  // A connection that came later is served: the halves have been read by then. fetch keeps its connection.
  await gateway.get('/health/live');
  const { ended, ms } = await gateway.end('SIGTERM');
  expect(ended).toBe(0);
  expect(ms).toBeLessThan(shortMs);
});

describe('a start that fails tells why in one line and exits 1', () => {
  test('the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const done = await folder.run(['serve'], { env: { PORT: String(port) } });
    expect(done).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Cannot listen on HOST and PORT as given: something else does (EADDRINUSE)\n',
    });
    other.close();
  });

  test('an address of another machine', async () => {
    const done = await folder.run(['serve'], {
      env: { HOST: '192.0.2.1', ALLOW_INSECURE: 'true', PORT: '0' },
    });
    expect(done).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Cannot listen on HOST and PORT as given: EADDRNOTAVAIL\n',
    });
  });

  test('the store cannot be made', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const done = await folder.run(['serve', '--sample-if-empty'], { env: { STORE_URL: 'sqlite:file' } });
    expect(done).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'STORE_URL: The folder of the store is not a folder.\n',
    });
  });
});

test('entries of a list that fail after the list did, some at once and some later, end nobody', async () => {
  const gateway = await GatewayProcess.start(folder, ['--sample-if-empty']);
  await readyWithPatients(gateway);
  const reviewed =
    '{ patients(first: 40, orderBy: { field: LAST_UPDATED, direction: DESC }) { edges { node { id } } } }';
  const { body } = await gateway.query(reviewed);
  const { edges } = (body as { data: { patients: { edges: { node: { id: string } }[] } } }).data.patients;
  const review = (id: string) =>
    gateway.query(`mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { id } }`);
  for (const { node } of edges.slice(8, 12)) await review(node.id);
  // What has just been searched for has its review state with it; that of the others is looked up.
  const failing = `{
    at: PatientList(reviewed: "true", _count: 5) { id reviewed }
    patients(first: 40, orderBy: { field: LAST_UPDATED, direction: DESC }) {
      edges { node { id reviewed encounters(first: 0) { count } } }
    }
  }`;
  await gateway.query(failing);
  await review(edges[12]!.node.id);
  expect((await gateway.query(failing)).body).toMatchObject({ data: { patients: null } });
  expect(await readyWithPatients(gateway)).toEqual({ data: { patients: { count: 500 } } });
  expect((await gateway.end('SIGTERM')).ended).toBe(0);
});
