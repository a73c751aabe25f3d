import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandFolder } from '../support/process-command.ts';

const script = join(import.meta.dirname, '../../scripts/sizing.ts');

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
  expect(await folder.run(['sample', '--patients', '20', '--out', 'sample'])).toMatchObject({ code: 0 });
});
afterEach(() => folder[Symbol.asyncDispose]());

const sizing = (...args: readonly string[]) => folder.run(args, { script });

/** The last cell of the row that begins so. */
function figure(tables: string, start: string): string | undefined {
  const row = tables.split('\n').find(line => line.startsWith(`| ${start} |`));
  return row
    ?.split(' | ')
    .at(-1)
    ?.replaceAll(/[*|\s]+$|^\*+/g, '');
}

test('a plan follows from the data of a folder', async () => {
  const { code, stdout, stderr } = await sizing('sample', '--tenants', '2000', '--resources', '1000');
  expect([code, stderr]).toEqual([0, '']);
  expect(figure(stdout, 'documents')).toBe('2,000,000');
  expect(figure(stdout, '**clusters**')).toBe('3');
  // 667 tenants and two masters, nine indexes each.
  expect(figure(stdout, 'indexes of a cluster')).toBe('6,021');
  expect(figure(stdout, '**data nodes of a cluster**')).toBe('3');
  const perResource = Number(figure(stdout, 'all'));
  expect(perResource).toBeGreaterThan(10);
  const entries = Number(figure(stdout, 'index entries')?.replaceAll(',', ''));
  expect(entries / 2_000_000).toBeCloseTo(perResource, 0);
});

test('what cannot be is told', async () => {
  expect(await sizing()).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/A folder is missing[\s\S]*Usage/),
  });
  expect(await sizing('sample', '--tenants', 'many')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--tenants many: expected a whole number/),
  });
  expect(await sizing('.')).toMatchObject({ code: 1, stderr: expect.stringMatching(/No .ndjson/) });
});
