import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config.ts';
import { type Logger, silentLogger } from '../../../src/core/log.ts';
import { maxCost } from '../../../src/graphql/limits/estimate.ts';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { loadRegistered } from '../../../src/server/persisted/registering.ts';
import { entryOf, ManifestFolder, manifestOf, sha256 } from '../../support/operations.ts';

const schema = buildSchema();
let folder: ManifestFolder | undefined;
afterEach(async () => {
  await folder?.[Symbol.asyncDispose]();
  folder = undefined;
});

type Manifests = Parameters<typeof ManifestFolder.with>[0];

async function load(manifests: Manifests, limits: 'enforce' | 'warn' = 'enforce', logger = silentLogger) {
  folder = await ManifestFolder.with(manifests);
  return loadRegistered({ persisted: { mode: 'off', folder: folder.path }, limits }, schema, logger);
}

/** The lines that the start ends with, without the folder. */
async function faults(manifests: Manifests): Promise<readonly string[]> {
  try {
    await load(manifests);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines.map(line =>
      line.replace(`${folder!.path}/`, '').replace('PERSISTED_OPERATIONS: ', ''),
    );
  }
  return [];
}

const one = 'query One { tenant { id } }';
const two = 'query Two($id: ID!) { patient(id: $id) { id } }';

describe('operations are found', () => {
  test('of both formats, by their ids and by the hashes of their texts, with and without their algorithm', async () => {
    const registered = await load({
      apollo: manifestOf(one, entryOf(two, { id: 'two' })),
      codegen: { '0123456789abcdef0123456789abcdef01234567': two, [`sha256:${sha256(one)}`]: one },
    });
    expect(registered.all.map(({ name }) => name)).toEqual(['One', 'Two']);
    const [first, second] = registered.all;
    for (const id of [sha256(one), `sha256:${sha256(one)}`, sha256(one).toUpperCase()]) {
      expect(registered.find(id)).toBe(first);
    }
    for (const id of ['two', 'sha256:two', '0123456789abcdef0123456789abcdef01234567', sha256(two)]) {
      expect(registered.find(id)).toBe(second);
    }
    for (const id of ['Two', 'TWO', '', 'sha256:', 'codegen', '__proto__', 'constructor']) {
      expect(registered.find(id)).toBeUndefined();
    }
    expect(registered.withHash(sha256(two))).toBe(second);
    expect(second).toMatchObject({ id: 'two', type: 'query', cost: 2, depth: 2 });
    expect([second!.variables, second!.manifests]).toEqual([new Set(['id']), new Set(['apollo', 'codegen'])]);
  });

  test('none, without a folder or in an empty one', async () => {
    expect((await load({})).all).toEqual([]);
    const none = loadRegistered(
      { persisted: { mode: 'off', folder: undefined }, limits: 'enforce' },
      schema,
      silentLogger,
    );
    expect(none.all).toEqual([]);
  });
});

describe('a manifest that cannot be followed stops the start, with a word on where', () => {
  const wide =
    'query Wide { patients(first: 500) { edges { node { encounters(first: 500) { edges { node { id } } } } } } }';

  test.each<[string, object | string, readonly RegExp[]]>([
    ['no JSON', '{', [/^m\.json: it is no JSON$/]],
    ['a list', [], [/^m\.json: it is neither/]],
    ['another version', { ...manifestOf(one), version: 2 }, [/^m\.json: it is neither .*; see version$/]],
    ['another format', { format: 'x', version: 1, operations: [] }, [/; see format$/]],
    ['a document that is no text', { id: 1 }, [/^m\.json: it is neither/]],
    ['an entry without a body', manifestOf({ id: 'x' }), [/; see operations\[0\]\.body$/]],
    [
      'an unknown field',
      manifestOf('query One {\n  tenant { ide }\n}'),
      [/^m\.json: One: Cannot query field "ide" .* \(2:12\)$/],
    ],
    ['all that is wrong', manifestOf('{ a b }', 'query B { c }'), [/"a"/, /"b"/, /^m\.json: B: .*"c"/]],
    ['no GraphQL', manifestOf('query One {'), [/^m\.json: One: Syntax Error: .* \(1:12\)$/]],
    [
      'a hash that lies',
      manifestOf(entryOf(one, { id: sha256(two) })),
      [/the id is not the SHA-256 of the text, which is [0-9a-f]{64}$/],
    ],
    [
      'the same in upper case',
      manifestOf(entryOf(one, { id: sha256(two).toUpperCase() })),
      [/is not the SHA-256/],
    ],
    ['what calls itself a hash', manifestOf(entryOf(one, { id: 'sha256:one' })), [/is not the SHA-256/]],
    ['an id with a line break', { 'a\nb': one }, [/^m\.json: a\?b: an id is 1 to 256 visible/]],
    ['an id without a character', { '': one }, [/an id is 1 to 256 visible/]],
    ['an id that is long', { ['x'.repeat(257)]: one }, [/x…: an id is 1 to 256/]],
    ['the name of a manifest', { m: one }, [/the id is the name of a manifest too/]],
    ['two operations', manifestOf(`${one} ${two}`), [/holds 2 operations; it must hold exactly one/]],
    ['no operation', { x: 'fragment F on Tenant { id }' }, [/Fragment "F" is never used/]],
    ['a subscription', { x: 'subscription S { tenant { id } }' }, [/no subscription operations/]],
    [
      'another type',
      manifestOf(entryOf(one, { type: 'mutation' })),
      [/the manifest calls it a mutation; the document holds a query/],
    ],
    [
      'another name',
      manifestOf(entryOf(one, { name: 'Two' })),
      [/^m\.json: Two: the manifest calls it otherwise than the document, which has One$/],
    ],
    [
      'two texts of one id',
      manifestOf(entryOf(one, { id: 'x' }), entryOf(two, { id: 'x' })),
      [/^m\.json: Two: another text has the same id, in m\.json$/],
    ],
    [
      'what would cost too much',
      manifestOf(wide),
      [new RegExp(`estimated at \\d+ fields; at most ${maxCost}`)],
    ],
    [
      'a path that its caller would choose',
      manifestOf('query P($p: String!) { patient(id: "1") { name @slice(path: $p) { family } } }'),
      [/^m\.json: P: the path of @slice may not be a variable/],
    ],
    [
      'brackets in brackets',
      { x: `{ tenant ${'{ a '.repeat(300)}${'}'.repeat(300)} }` },
      [/nested too deeply/],
    ],
    ['too many tokens', { x: `{ ${'tenant { id } '.repeat(3_000)} }` }, [/10000 tokens/]],
  ])('%s', async (_, manifest, expected) => {
    const told = await faults({ m: manifest });
    expect(told).toHaveLength(expected.length);
    for (const [place, pattern] of expected.entries()) expect(told[place]).toMatch(pattern);
  });

  test('the same id for two texts, in two manifests', async () => {
    const told = await faults({ a: { x: one }, b: { x: two }, c: { x: one } });
    expect(told).toEqual(['b.json: x: another text has the same id, in a.json']);
  });

  test('more operations than are held', async () => {
    const many = (prefix: string) =>
      Object.fromEntries(Array.from({ length: 6_000 }, (_, place) => [`${prefix}${place}`, one]));
    expect(await faults({ a: many('a'), b: many('b') })).toEqual([
      expect.stringMatching(/b\.json: there are 12000 operations in all; at most 10000/),
    ]);
    expect(await faults({ a: { ...many('a'), ...many('b') } })).toEqual([
      expect.stringMatching(/at most 10000 operations/),
    ]);
  });

  test('a folder that is not there', () => {
    const missing = join(import.meta.dirname, 'nowhere');
    const start = () =>
      loadRegistered(
        { persisted: { mode: 'off', folder: missing }, limits: 'enforce' },
        schema,
        silentLogger,
      );
    expect(start).toThrow(/nowhere: it cannot be read: ENOENT$/);
  });

  test('but not for its size, where limits only warn', async () => {
    const logged: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (_, message) => void logged.push(message) };
    const registered = await load({ m: manifestOf(wide) }, 'warn', logger);
    expect(registered.all).toHaveLength(1);
    expect(logged).toEqual([expect.stringMatching(/m\.json: Wide: The operation is estimated at/)]);
  });
});
