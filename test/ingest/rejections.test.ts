import { mkdir, readFile, stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rejections } from '../../src/ingest/rejections.ts';
import { SourceError } from '../../src/ingest/source.ts';
import { Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

test('every rejection is a line, in order, also where they are many', async () => {
  const rejections = new Rejections(bench.rejectedPath);
  const given = Array.from({ length: 5_000 }, (_, line) => ({
    file: 'ä\n.ndjson',
    line,
    reason: 'not JSON',
  }));
  for (const rejection of given) await rejections.add(rejection);
  await rejections.close();
  const text = await readFile(bench.rejectedPath, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  expect(
    text
      .slice(0, -1)
      .split('\n')
      .map(line => JSON.parse(line)),
  ).toEqual(given);
  expect(rejections.count).toBe(5_000);
});

test('there is no file without a rejection, and one of an earlier run goes', async () => {
  await bench.file('rejected.ndjson', 'of yesterday');
  const rejections = new Rejections(bench.rejectedPath);
  await rejections.clear();
  await rejections.clear();
  await rejections.close();
  await expect(stat(bench.rejectedPath)).rejects.toThrow('ENOENT');
});

test('a file that cannot be written is told in one line', async () => {
  await mkdir(bench.path('folder'));
  const folder = new Rejections(bench.path('folder'));
  const nowhere = new Rejections(bench.path('gone/rejected.ndjson'));
  await expect(folder.clear()).rejects.toThrow(SourceError);
  await expect(nowhere.add({ file: 'f', line: 1, reason: 'r' })).rejects.toThrow(
    new SourceError(`${nowhere.path} cannot be written (ENOENT)`),
  );
  await nowhere.close();
});
