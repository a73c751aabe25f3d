import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSample } from '../../src/fhir/sample/index.ts';
import { contentHash } from '../support/content-hash.ts';
import { CommandFolder, outcome } from '../support/process-command.ts';

/** kill -9 at random moments of an ingest: run again, it ends as one that nobody disturbed. */
const rounds = process.env.LONG ? 40 : 1;
/** So much that the blocks of it are read in threads: of the short form, the last ones. */
const patientsOfSource = process.env.LONG ? 1_500 : 400;
const script = join(import.meta.dirname, '../support/ingest-process.ts');

interface Result {
  readonly summary: unknown;
  readonly content: string;
  readonly rejected: string;
}

let source: string;
let sources: CommandFolder;
let undisturbed: Result;
let tookMs: number;

beforeAll(async () => {
  sources = await CommandFolder.open();
  source = join(sources.path, 'source');
  await writeSample(source, { patients: patientsOfSource, seed: 4 });
  const patients = await readFile(join(source, 'Patient.ndjson'), 'utf8');
  // Resources that come twice, faults, types that are not stored, blank lines; packed, and as a Bundle.
  const odd = patients
    .trimEnd()
    .split('\n')
    .flatMap((line, place) => [
      line.replace('"male"', '"other"'),
      place % 3 === 0 ? '{"resourceType":"Patient","id":"x_y"}' : '',
      place % 5 === 0 ? '{"resourceType":"Observation","id":"o"}' : 'no JSON',
    ]);
  await writeFile(join(source, 'again.ndjson.gz'), gzipSync(odd.join('\n')));
  const entry = patients
    .split('\n', 50)
    .map(line => ({ resource: { ...JSON.parse(line), id: `b${JSON.parse(line).id}` } }));
  await writeFile(
    join(source, 'bundle.json'),
    JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }),
  );
  await mkdir(join(sources.path, 'run'), { recursive: true });
  const started = performance.now();
  const { stdout, stderr } = await sources.run([source], { script });
  expect(stderr).toBe('');
  tookMs = performance.now() - started;
  undisturbed = await resultIn(sources, stdout);
}, 60_000);
afterAll(() => sources[Symbol.asyncDispose]());

async function resultIn(folder: CommandFolder, stdout: string): Promise<Result> {
  return {
    summary: JSON.parse(stdout.trimEnd().split('\n').at(-1)!).rest,
    content: contentHash(join(folder.path, 'store/master.db')),
    rejected: await readFile(join(folder.path, 'rejected.ndjson'), 'utf8'),
  };
}

/** Starts it and kills it: at the moment that `when` ends, which is told of each line. */
async function killed(
  folder: CommandFolder,
  when: (line: (text: string, times?: number) => Promise<void>) => Promise<unknown>,
): Promise<void> {
  const child = folder.start([source], { script });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  const line = (text: string, times = 1) =>
    new Promise<void>(resolve => {
      let left = times;
      lines.on('line', said => said === text && --left === 0 && resolve());
      lines.once('close', resolve);
    });
  await Promise.race([when(line), ended]);
  child.kill('SIGKILL');
  await ended;
}

describe('kill -9 in an ingest', () => {
  test('behind a checkpoint: the next run goes on from there', async () => {
    await using folder = await CommandFolder.open();
    await killed(folder, line => line('taken', 4));
    const next = await outcome(folder.start([source], { script }));
    expect(JSON.parse(next.stdout.trimEnd().split('\n').at(-1)!).resumed).toBe(true);
    expect(await resultIn(folder, next.stdout)).toEqual(undisturbed);
  });

  test.each(Array.from({ length: rounds }, (_, round) => round))(
    'round %i: run again, content, summary and rejections are those of an undisturbed run',
    async () => {
      await using folder = await CommandFolder.open();
      await killed(folder, () => delay(Math.random() * tookMs));
      await killed(folder, line => line('taken').then(() => delay((Math.random() * tookMs) / 2)));
      await killed(folder, line =>
        line('finishing').then(() => delay(Math.random() * Math.max(150, tookMs / 3))),
      );
      const last = await outcome(folder.start([source], { script }));
      expect(last).toMatchObject({ code: 0, stderr: '' });
      const { alreadyDone } = JSON.parse(last.stdout.trimEnd().split('\n').at(-1)!).rest;
      const now = await resultIn(folder, last.stdout);
      // The last kill may have come when all was done.
      if (alreadyDone) expect({ ...now, summary: 0 }).toEqual({ ...undisturbed, summary: 0 });
      else expect(now).toEqual(undisturbed);
    },
    60_000,
  );
});
