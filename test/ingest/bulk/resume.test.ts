import { expect, test } from 'vitest';
import { PositionExpired } from '../../../src/ingest/source.ts';
import { keysOf, readAll, sourceOf, start, world } from './bench.ts';

test.each([{}, { ranges: true }])(
  'stopped anywhere, the next reading goes on with the same export (%j)',
  async more => {
    await using server = await start({ ...more, polls: 2 });
    const whole = await readAll(sourceOf(server));
    for (let stop = 1; stop < whole.positions.length; stop++) {
      await using again = await start({ ...more, polls: 2 });
      const before = await readAll(sourceOf(again), {}, ({ positions }) => positions.length === stop);
      const from = before.positions.at(-1)!;
      expect(JSON.stringify(from).length).toBeLessThan(2000);
      expect(again.jobs).toEqual([true]);
      const after = await readAll(sourceOf(again), { from });
      // Nothing twice, nothing missed.
      expect([...before.keys, ...after.keys].sort()).toEqual(keysOf(world));
      expect(again.jobs).toEqual([false]);
      expect(again.log.filter(line => line.endsWith('$export'))).toHaveLength(1);
      expect(after.asOf).toEqual(whole.asOf);
    }
  },
);

test('at the very end nothing more is asked for', async () => {
  await using server = await start();
  const { positions } = await readAll(sourceOf(server));
  const asked = server.http.asked.length;
  expect(await readAll(sourceOf(server), { from: positions.at(-1)! })).toMatchObject({ keys: [] });
  expect(server.log.slice(asked)).toEqual(['DELETE /fhir/jobs/0']);
});

test('an export that the server has no more, and a position of something else, are known to be over', async () => {
  await using server = await start();
  const { positions } = await readAll(sourceOf(server), {}, ({ positions }) => positions.length === 3);
  server.jobs[0] = false;
  await expect(readAll(sourceOf(server), { from: positions.at(-1)! })).rejects.toThrow(PositionExpired);
  for (const from of [null, 7, {}, { job: 'x' }, { types: {} }]) {
    await expect(readAll(sourceOf(server), { from })).rejects.toThrow(PositionExpired);
  }
});

test('another manifest at the same place is known to be another export', async () => {
  await using server = await start();
  const { positions } = await readAll(sourceOf(server), {}, ({ positions }) => positions.length === 4);
  server.world = {
    ...server.world,
    manifest: manifest => ({ ...manifest, transactionTime: '2027-01-01T00:00:00Z' }),
  };
  await expect(readAll(sourceOf(server), { from: positions.at(-1)! })).rejects.toThrow(PositionExpired);
  // Nobody comes back to it.
  expect(server.jobs).toEqual([false]);
});

test('other signatures in the URLs of files are no other export', async () => {
  await using server = await start();
  const before = await readAll(sourceOf(server), {}, ({ positions }) => positions.length === 4);
  const sign = (each: { url: string }) => ({ ...each, url: `${each.url}?signature=2` });
  server.world = {
    ...server.world,
    manifest: manifest => ({ ...manifest, output: (manifest.output as { url: string }[]).map(sign) }),
  };
  const after = await readAll(sourceOf(server), { from: before.positions.at(-1)! });
  expect([...before.keys, ...after.keys].sort()).toEqual(keysOf(world));
});

test('interrupted while it waits, it tells how to go on, and leaves the export alone', async () => {
  await using server = await start({ polls: 1_000_000 });
  const stopping = new AbortController();
  const options = { bulkLimits: { firstPollMs: 1, longestPollMs: 3_600_000, longestExportMs: 1e12 } };
  const reading = await readAll(sourceOf(server, options), { signal: stopping.signal }, ({ positions }) => {
    if (positions.length === 5) stopping.abort();
    return false;
  });
  expect(reading.positions.at(-1)).toMatchObject({ job: `${server.base.href}/jobs/0` });
  expect(server.jobs).toEqual([true]);
  server.world = { ...server.world, polls: 0 };
  expect((await readAll(sourceOf(server), { from: reading.positions.at(-1)! })).keys).toHaveLength(700);
});

test('a server that is gone for a while still has its export when it is back', async () => {
  await using server = await start();
  server.http.fault = ({ url }) => (url.pathname.startsWith('/files/') ? { status: 503 } : undefined);
  let from: unknown;
  const reading = readAll(sourceOf(server), {}, ({ positions }) => {
    from = positions.at(-1);
    return false;
  });
  await expect(reading).rejects.toThrow(/HTTP 503, at each of 4 tries$/);
  expect(server.jobs).toEqual([true]);
  server.http.fault = () => undefined;
  expect((await readAll(sourceOf(server), { from: from as null })).keys).toHaveLength(700);
});
