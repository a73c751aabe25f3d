import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryOf, manifestOf, sha256 } from '../support/operations.ts';
import { CommandFolder } from '../support/process-command.ts';

let folder: CommandFolder;
beforeEach(async () => {
  folder = await CommandFolder.open();
});
afterEach(() => folder[Symbol.asyncDispose]());

const write = (path: string, content: object | string) =>
  writeFile(join(folder.path, path), typeof content === 'string' ? content : JSON.stringify(content));

const count = 'query Count($first: Int = 10) { patients(first: $first) { edges { node { id } } } }';
const review = 'mutation Review($id: ID!) { review(input: { resourceType: PATIENT, id: $id }) { reviewed } }';
const wrong = 'query Wrong {\n  patients {\n    edges { node { ide } }\n  }\n}';

describe('operations check', () => {
  test('of manifests without a fault: what each operation may cost, exit 0; no store is opened', async () => {
    await write('apollo.json', manifestOf(count));
    await write('codegen.json', { one: review });
    const { code, stdout, stderr } = await folder.run(['operations', 'check', 'apollo.json', 'codegen.json']);
    // What it is estimated at is told by tests of the estimate.
    expect(
      stdout
        .replaceAll(/ \d+ +/g, ' N ')
        .replaceAll(/ {2,}/g, ' ')
        .split('\n'),
    ).toEqual([
      'OPERATION TYPE COST DEPTH MANIFEST ID',
      `Count query N 4 apollo ${sha256(count)}`,
      'Review mutation N 2 codegen one',
      '',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect((await readdir(folder.path)).sort()).toEqual(['apollo.json', 'codegen.json']);
  });

  test('tells every fault by file, operation and place, and exits 1', async () => {
    await mkdir(join(folder.path, 'manifests'));
    await write('manifests/a.json', manifestOf(wrong, entryOf(count, { id: sha256(wrong) }), count));
    await write('manifests/b.json', '[');
    await write('manifests/notes.txt', 'not a manifest');
    const { code, stdout, stderr } = await folder.run(['operations', 'check', 'manifests', 'missing.json']);
    const [broken, missing, field, lies, ...rest] = stdout.split('\n');
    expect(broken).toBe('manifests/b.json: it is no JSON');
    expect(missing).toBe('missing.json: it cannot be read: ENOENT');
    expect(field).toMatch(
      /^manifests\/a\.json: Wrong: Cannot query field "ide" on type "Patient".* \(3:20\)$/,
    );
    expect(lies).toMatch(/^manifests\/a\.json: Count: the id is not the SHA-256 of the text/);
    expect(rest).toHaveLength(3);
    expect([code, stderr]).toEqual([1, '4 faults in 3 manifests\n']);
  });

  test('as JSON, for other programs', async () => {
    await write('m.json', manifestOf(count, wrong));
    const { code, stdout } = await folder.run(['operations', 'check', '--json', 'm.json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        ok: false,
        operations: [
          {
            ...{ id: sha256(count), ids: [sha256(count)], name: 'Count', type: 'query' },
            ...{ manifests: ['m'], variables: ['first'], cost: expect.any(Number), depth: 4 },
          },
        ],
        faults: [
          {
            ...{ file: 'm.json', operation: 'Wrong', line: 3, column: 20 },
            message: expect.stringContaining('Cannot query field'),
          },
        ],
      },
    ]);
  });

  test.each([
    [['operations', 'check'], /missing required argument 'manifest'/],
    [['operations', 'check', 'm.json', '--xml'], /unknown option '--xml'/],
    [['operations', 'chek'], /unknown command 'chek'/],
    [['operations', 'list', 'm.json'], /too many arguments/],
  ])('%j is bad usage', async (args, expected) => {
    const { code, stderr, stdout } = await folder.run(args);
    expect(stderr).toMatch(expected);
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('operations list', () => {
  test('tells what the configured folder registers', async () => {
    await mkdir(join(folder.path, 'manifests'));
    await write('manifests/a.json', manifestOf(count));
    const env = { PERSISTED_OPERATIONS: 'manifests' };
    const { code, stdout } = await folder.run(['operations', 'list'], { env });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^OPERATION .*\nCount .*\n$/)]);
    expect(await folder.run(['operations', 'list'])).toMatchObject({
      ...{ code: 1, stdout: '' },
      stderr: expect.stringContaining('PERSISTED_OPERATIONS is not set'),
    });
  });
});

test('a faulty manifest stops serve with a line a fault, exit 2', async () => {
  await mkdir(join(folder.path, 'manifests'));
  await write('manifests/a.json', manifestOf(wrong));
  const env = { PERSISTED_OPERATIONS: 'manifests', PORT: '0' };
  const { code, stderr } = await folder.run(['serve'], { env });
  expect(stderr).toMatch(
    /^PERSISTED_OPERATIONS: manifests\/a\.json: Wrong: Cannot query field "ide".*\(3:20\)\n$/,
  );
  expect(code).toBe(2);
});
