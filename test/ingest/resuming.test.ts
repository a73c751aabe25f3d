import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesSource } from '../../src/ingest/files.ts';
import type { IngestOptions, IngestSummary } from '../../src/ingest/ingest.ts';
import { Interrupted } from '../../src/ingest/reading.ts';
import { Rejections } from '../../src/ingest/rejections.ts';
import type { Position, Source } from '../../src/ingest/source.ts';
import { ChangingSource } from './server.ts';
import {
  bundle,
  candidatesOf,
  lines,
  listSource,
  patient,
  Workbench,
  wholly,
  withWriter,
} from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const often = { checkpointEveryMs: 0 };
const people = Array.from({ length: 6 }, (_, place) => patient(`p${place}`));
/** Breaks off ahead of the fourth. */
const breaking = (place: number) => {
  if (place === 3) throw new Error('broke off');
};

describe('a source that broke off', () => {
  test('is gone on with behind the last checkpoint, and the status says that it is not whole', async () => {
    const server = new ChangingSource().put(...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    expect(await bench.status()).toMatchObject({ ready: false, source: server.name, message: 'interrupted' });
    server.before = () => undefined;
    const summary = await bench.ingest(server, often);
    expect(server.asked.at(-1)).toEqual({ from: { next: 3 }, since: undefined });
    expect(summary).toMatchObject({ resumed: true, taken: 3, counts: { Patient: 6 }, duplicates: 0 });
    expect(await bench.status()).toMatchObject({ ready: true, asOf: '6', counts: { Patient: 6 } });
  });

  test('is checkpointed by the clock', async () => {
    const server = new ChangingSource().put(...people);
    server.before = async place => {
      if (place === 2) await bench.clock.advance(5_000);
    };
    const marks: string[] = [];
    const store = withWriter(bench.store, writer => ({
      checkpoint: async mark => {
        marks.push(mark);
        await writer.checkpoint(mark);
      },
    }));
    await bench.ingest(server, { store });
    expect(marks.map(mark => JSON.parse(mark).position)).toEqual([{ next: 3 }]);
  });

  test('ended before it was read again: what was kept still is', async () => {
    const server = new ChangingSource().put(...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    server.before = () => undefined;
    const ending = new AbortController();
    const hashing: Source = {
      name: server.name,
      read: options => server.read(options),
      version: async () => {
        ending.abort();
        return undefined;
      },
    };
    await expect(bench.ingest(hashing, { ...often, signal: ending.signal })).rejects.toThrow(
      new Interrupted(undefined),
    );
    expect(await bench.ingest(server, often)).toMatchObject({ resumed: true, taken: 3 });
  });

  test('keeps the moment at which its reading began', async () => {
    const server = new ChangingSource().put(...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    server.before = () => undefined;
    server.put(patient('late'));
    await bench.ingest(server, often);
    // What came while it was read is asked for again.
    expect(await bench.status()).toMatchObject({ asOf: '6' });
  });

  test('begins anew when it does not know its position any more', async () => {
    const server = new ChangingSource().put(...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    server.before = () => undefined;
    server.isForgetful = true;
    expect(await bench.ingest(server, often)).toMatchObject({ resumed: false, taken: 6 });
    expect(server.asked.slice(1).map(({ from }) => from)).toEqual([{ next: 3 }, undefined]);
  });

  test.each([
    ['other rules', { rules: { name: 'all', accept: (json: never) => ({ resource: json }) } }, undefined],
    ['a list of rejections elsewhere', {}, 'other.ndjson'],
  ])('begins anew with %s', async (_, options, rejected) => {
    const server = new ChangingSource().put(patient('_'), ...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    server.before = () => undefined;
    const more = rejected && { rejections: new Rejections(bench.path(rejected)) };
    const again = await bench.ingest(server, { ...often, ...(options as Partial<IngestOptions>), ...more });
    expect(again).toMatchObject({ resumed: false });
    expect(server.asked.at(-1)?.from).toBeUndefined();
  });

  test('begins anew when the list of rejections was cut', async () => {
    const server = new ChangingSource().put(patient('_'), ...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    await truncate(bench.rejectedPath, 3);
    server.before = () => undefined;
    expect(await bench.ingest(server, often)).toMatchObject({ resumed: false, rejected: 1 });
    expect(await bench.reasons()).toHaveLength(1);
  });

  test('lists nothing twice that was listed behind the checkpoint', async () => {
    const server = new ChangingSource().put(patient('_'), ...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    const listed = await readFile(bench.rejectedPath, 'utf8');
    await appendFile(bench.rejectedPath, `${listed}{"file":"Pat`);
    server.before = () => undefined;
    expect(await bench.ingest(server, often)).toMatchObject({ resumed: true, rejected: 1 });
    expect(await readFile(bench.rejectedPath, 'utf8')).toBe(listed);
  });

  test('gives way to another source, and to nothing accepted', async () => {
    const server = new ChangingSource().put(...people);
    server.before = breaking;
    await expect(bench.ingest(server, often)).rejects.toThrow('broke off');
    await bench.ingest(listSource('list', [patient('a')]));
    expect(await bench.master('Patient/p0', 'Patient/a')).toEqual([undefined, patient('a')]);
  });
});

describe('whoever interrupts an ingest', () => {
  test('finds a checkpoint at the next position, and nothing changed', async () => {
    const server = new ChangingSource().put(...people);
    const controller = new AbortController();
    server.before = place => {
      if (place === 2) queueMicrotask(() => controller.abort());
    };
    const failure = await bench
      .ingest(server, { signal: controller.signal })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Interrupted);
    expect((failure as Interrupted).message).toBe('Interrupted. The same command goes on from here.');
    server.before = () => undefined;
    expect(await bench.ingest(server)).toMatchObject({ resumed: true, counts: { Patient: 6 } });
  });

  test('is told when nothing was kept', async () => {
    const controller = new AbortController();
    const source = listSource('list', people, () => controller.abort());
    await expect(bench.ingest(source, { signal: controller.signal })).rejects.toThrow(
      'Interrupted. Nothing was kept: the same command begins anew.',
    );
    expect(await bench.status()).toBeUndefined();
    await expect(bench.store.openMaster()).rejects.toThrow('There is no master');
    // And the lock is free.
    await bench.ingest(listSource('list', people));
  });

  test('of a refresh: ready stays on, with the status as it was', async () => {
    const server = new ChangingSource().put(...people);
    await bench.ingest(server);
    const before = await bench.status();
    server.put(...people);
    server.before = breaking;
    await expect(bench.ingest(server, { refresh: true, ...often })).rejects.toThrow('broke off');
    expect(await bench.status()).toEqual(before);
    server.before = () => undefined;
    const { resumed, changes } = await bench.ingest(server, { refresh: true, ...often });
    expect(resumed).toBe(true);
    expect(changes).toContainEqual({ type: 'Patient', added: 0, changed: 0, deleted: 0, unchanged: 6 });
  });
});

describe('files', () => {
  const long = { text: [{ div: 'x'.repeat(40_000) }] };
  const many = (tag: string) =>
    Array.from({ length: 30 }, (_, place) => patient(`${tag}${place}`, { long: { ...long } }));

  async function sources() {
    const paths = [
      await bench.file('a.ndjson', lines({ resourceType: 'Observation', id: 'o' }, ...many('a'))),
      await bench.file('b.ndjson.gz', gzipSync(lines('', ...many('b'), 'no JSON'))),
      await bench.file('c.json', bundle('collection', { resource: patient('c') })),
      await bench.file('d.ndjson', lines(...many('d'), ...many('a').slice(0, 3)).trimEnd()),
    ];
    return () => filesSource(paths, Readable.from([]));
  }

  test('are read on from each of their positions to the same end', async () => {
    const open = await sources();
    const all = await Array.fromAsync(candidatesOf(await open()));
    expect(all).toHaveLength(1 + 30 + 30 + 1 + 1 + 30 + 3);
    let passed = 0;
    const positions: [Position, number][] = [];
    for await (const item of (await open()).read(wholly)) {
      if ('content' in item) passed += 1;
      else if ('position' in item) positions.push([item.position, passed]);
    }
    // Some within each file, and one after each.
    expect(positions.length).toBeGreaterThan(12);
    for (const [from, behind] of positions) {
      const rest = await Array.fromAsync(candidatesOf(await open(), { ...wholly, from }));
      expect(rest).toEqual(all.slice(behind));
    }
  });

  test('property: broken off anywhere, any number of times, it ends as if it had not been', async () => {
    const open = await sources();
    const ids = ['a', 'b', 'd'].flatMap(tag => many(tag).map(({ id }) => `Patient/${id}`));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 60 }), { maxLength: 4 }), async breaks => {
        await using own = await Workbench.open();
        let whole: IngestSummary | undefined;
        for (const at of breaks) {
          const source = await open();
          const read: typeof source.read = async function* (options) {
            let place = 0;
            // Line by line, so that it breaks off at any of them.
            for await (const item of source.read({ ...options, blocks: false })) {
              if ('content' in item && place++ === at) throw new Error('broke off');
              yield item;
            }
          };
          // It ends where there is less left than that.
          whole ??= await own.ingest({ ...source, read }, often).catch(error => {
            expect(error.message).toBe('broke off');
            return undefined;
          });
        }
        const { counts, rejected, duplicates, skipped } = whole ?? (await own.ingest(await open(), often));
        if (!(await own.status())?.ready) throw new Error('not ready');
        expect([counts.Patient, rejected, duplicates]).toEqual([91, 1, 3]);
        expect(skipped).toEqual({ Observation: 1 });
        expect(await own.reasons()).toEqual(['b.ndjson.gz:32 not JSON']);
        expect((await own.master(...ids)).every(found => found !== undefined)).toBe(true);
      }),
      { numRuns: process.env.LONG ? 60 : 4, examples: [[[40, 30]], [[95]], [[22, 40, 34]], [[15, 23, 0]]] },
    );
  }, 60_000);

  test('that have changed since begin anew', async () => {
    const open = await sources();
    const source = await open();
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(bench.ingest(source, { signal: controller.signal, onProgress })).rejects.toThrow(
      'Interrupted',
    );
    await writeFile(bench.path('a.ndjson'), lines(patient('new')));
    expect(await bench.ingest(await open())).toMatchObject({
      resumed: false,
      counts: { Patient: 1 + 30 + 1 + 30 + 3 },
    });
    expect(await bench.master('Patient/a5')).toEqual([undefined]);
  });

  test('that change while they are read are refused', async () => {
    const path = await bench.file('p.ndjson', lines(patient('a'), patient('b')));
    const source = await filesSource([path], Readable.from([]));
    const read: typeof source.read = async function* (options) {
      for await (const item of source.read(options)) {
        yield item;
        await writeFile(path, lines(patient('c')));
      }
    };
    await expect(bench.ingest({ ...source, read })).rejects.toThrow(
      'was changed while it was read; start again',
    );
    expect(await bench.status()).toBeUndefined();
  });
});
