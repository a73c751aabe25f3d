import { expect, test } from 'vitest';
import { ManualClock } from '../../support/clock.ts';
import type { Asked, Fault } from '../../support/fault-server/fault-server.ts';
import { keysOf, readAll, sourceOf, start, world } from './bench.ts';

/** The first times that something is asked for. */
const at =
  (path: RegExp, fault: Fault, times = 2) =>
  (asked: Asked) =>
    path.test(`${asked.method} ${asked.url.pathname}`) && asked.before < times ? fault : undefined;
const always = (path: RegExp, fault: Fault) => at(path, fault, Number.POSITIVE_INFINITY);

const kickOff = /\$export$/;
const poll = /^GET \/fhir\/jobs/;
const file = /^GET \/files\/Patient-1/;
const busy = (status: number) => ({ status, headers: { 'retry-after': '0' } });

test.each<[string, ReturnType<typeof at>]>([
  ['a start that is too many', at(kickOff, busy(429))],
  ['a start that is cut', at(kickOff, 'cut')],
  ['429 while it asks how it stands', at(poll, busy(429))],
  ['503 while it asks', at(poll, busy(503))],
  ['500 while it asks', at(poll, { status: 500 })],
  ['a cut connection while it asks', at(poll, 'cut')],
  ['a manifest that is cut', at(poll, 'cutBody')],
  ['a manifest of no UTF-8', at(poll, 'garble')],
  ['silence while it asks', at(poll, 'hang')],
  ['a manifest that stalls', at(poll, 'hangBody')],
  ['a file that is not there yet', at(file, busy(503))],
  ['a file that is cut before it begins', at(file, 'cut')],
  ['a file that is cut in the middle', at(file, 'cutBody')],
  ['a file that is cut and does not tell', at(file, 'cutUnframed', 1)],
  ['a file that stalls', at(file, 'hangBody')],
  ['an end that cannot be told', always(/^DELETE/, { status: 500 })],
])('%s costs nothing but time', async (_, fault) => {
  for (const more of [{}, { ranges: true }, { counts: true, polls: 0 }]) {
    await using server = await start(more);
    server.http.fault = fault;
    const { keys, problems } = await readAll(sourceOf(server, { limits: { answerMs: 60, stallMs: 60 } }));
    expect(keys.sort()).toEqual(keysOf(world));
    expect(problems).toEqual([]);
  }
});

test('a cut file is gone on with where it was cut, if the server tells parts of it', async () => {
  await using server = await start({ ranges: true });
  server.http.fault = at(file, 'cutBody', 1);
  await readAll(sourceOf(server));
  const [first, second, ...others] = server.http.asked.filter(
    ({ url }) => url.pathname === '/files/Patient-1',
  );
  expect(first!.headers.range).toBeUndefined();
  expect(Number(second!.headers.range!.match(/^bytes=(\d+)-$/)![1])).toBeGreaterThan(1000);
  expect(second!.headers).toMatchObject({ 'if-range': expect.any(String), 'accept-encoding': 'identity' });
  expect(others).toEqual([]);
});

test.each<[string, ReturnType<typeof at>, RegExp]>([
  ['a server that cannot export', always(kickOff, { status: 404 }), /^the start of the export: HTTP 404$/],
  ['one that answers at once', always(kickOff, { body: '{}' }), /does not do it in the background/],
  ['no place to ask at', always(kickOff, { status: 202 }), /does not do it in the background/],
  [
    'a place to ask at that is none',
    always(kickOff, { status: 202, headers: { 'content-location': 'http://' } }),
    /its Content-Location is no URL/,
  ],
  [
    'a place to ask at that is elsewhere',
    always(kickOff, { status: 202, headers: { 'content-location': 'http://x.test/' } }),
    /leads to another server/,
  ],
  ['an export that failed', always(poll, { status: 400 }), /^the export: HTTP 400$/],
  ['an export that is forgotten', always(poll, { status: 404 }), /the server forgot it/],
  [
    'a page for people instead of a manifest',
    always(poll, 'html'),
    /^the export: the answer is no manifest in JSON$/,
  ],
  ['a manifest of 100 MB', always(poll, { large: 100 * 1024 * 1024 }), /^the export: larger than 64 MiB$/],
  [
    'a manifest that is a bomb',
    always(poll, { bomb: 3000 * 1024 * 1024 }),
    /larger than 64 MiB|unpacks to more/,
  ],
  ['a file that is gone', always(file, { status: 404 }), /^Patient\.2\.ndjson: HTTP 404$/],
  [
    'a page for people instead of a file',
    always(file, 'html'),
    /^Patient\.2\.ndjson: the answer is no NDJSON$/,
  ],
  [
    'a file in an encoding nobody asked for',
    always(file, {
      headers: { 'content-type': 'application/fhir+ndjson', 'content-encoding': 'br' },
      body: 'x',
    }),
    /^Patient\.2\.ndjson: the answer is encoded in a way/,
  ],
  [
    'a file that ends in the middle of a line',
    always(file, { headers: { 'content-type': 'application/fhir+ndjson' }, body: '{"resourceType":"Pat' }),
    /^Patient\.2\.ndjson: it ends in the middle of a line$/,
  ],
])('%s is told, and the export is deleted', async (_, fault, message) => {
  await using server = await start();
  server.http.fault = fault;
  await expect(readAll(sourceOf(server))).rejects.toThrow(message);
  expect(server.jobs.filter(Boolean)).toEqual([]);
});

test('a file with fewer resources than the manifest counts is told', async () => {
  await using server = await start({ counts: true });
  const headers = { 'content-type': 'application/fhir+ndjson' };
  server.http.fault = always(file, { headers, body: '{"resourceType":"Patient","id":"p"}\n' });
  await expect(readAll(sourceOf(server))).rejects.toThrow(
    'Patient.2.ndjson: it ends after 1 of 250 resources',
  );
});

test.each<[string, (manifest: Record<string, unknown>) => unknown, RegExp]>([
  ['no object', () => 'x', /the manifest has no list of files/],
  ['no files', () => ({}), /the manifest has no list of files/],
  ['a file without a type', () => ({ output: [{ url: '/files/x' }] }), /a file without type or URL/],
  ['a file without a URL', () => ({ output: [{ type: 'Patient' }] }), /a file without type or URL/],
  [
    'a URL that is none',
    () => ({ output: [{ type: 'Patient', url: 'http://' }] }),
    /Patient\.1\.ndjson: .* is no URL/,
  ],
  [
    'a file of this machine',
    () => ({ output: [{ type: 'Patient', url: 'file:///etc/passwd' }] }),
    /no https:\/\/ URL/,
  ],
  [
    'a list that goes on elsewhere',
    manifest => ({ ...manifest, link: [{ relation: 'next', url: 'x' }] }),
    /the manifest comes in parts/,
  ],
])('a manifest with %s is told before anything is read', async (_, manifest, message) => {
  await using server = await start({ manifest });
  await expect(readAll(sourceOf(server))).rejects.toThrow(message);
  expect(server.log.filter(line => line.includes('/files/'))).toEqual([]);
  expect(server.jobs).toEqual([false]);
});

test.each([['soon'], [undefined], ['2026-13-01T00:00:00Z'], [7]])(
  'a time that nothing can be asked by, %j, is not kept',
  async time => {
    await using server = await start({ manifest: manifest => ({ ...manifest, transactionTime: time }) });
    expect(await readAll(sourceOf(server))).toMatchObject({ asOf: [] });
  },
);

test('an export that never ends is given up after a day, and asked for less and less often', async () => {
  await using server = await start({ polls: Number.POSITIVE_INFINITY });
  server.http.fault = asked =>
    poll.test(`${asked.method} ${asked.url.pathname}`) ? { status: 202 } : undefined;
  const clock = new ManualClock();
  const bulkLimits = { firstPollMs: 1_000, longestPollMs: 3_600_000, longestExportMs: 24 * 3_600_000 };
  const times: number[] = [];
  const reading = readAll(sourceOf(server, { clock, bulkLimits }), {}, (_, item) => {
    if ('position' in item) times.push(clock.now());
    return false;
  });
  let ended = false;
  reading.then(
    () => undefined,
    () => {
      ended = true;
    },
  );
  while (!ended) await clock.advance(600_000);
  await expect(reading).rejects.toThrow('the export: not ready after 24 h');
  expect(times.length).toBeGreaterThan(20);
  expect(times.length).toBeLessThan(50);
  expect(server.jobs).toEqual([false]);
});
