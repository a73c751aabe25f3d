import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { schemaFaults } from '../../scripts/check-schema.ts';
import { generateSchemaDocs, schemaDocsPath } from '../../scripts/schema-docs.ts';
import { breakingChanges, snapshotOf, snapshotPath } from '../../scripts/schema-snapshot.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

test('docs/schema.md shows every root field as it is answered', async () => {
  const fresh = (await generateSchemaDocs()) === readFileSync(schemaDocsPath, 'utf8');
  expect(fresh, 'docs/schema.md is stale: npm run codegen').toBe(true);
});

describe('the schema is described', () => {
  test('all of it', () => {
    const files = globSync('schema/**/*.graphql');
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(file => schemaFaults(readFileSync(file, 'utf8'), file))).toEqual([]);
  });

  test('whatever is not is found', () => {
    const sdl = `
directive @d(a: Int) on FIELD
scalar S
interface I { i: Int }
type T implements I { i(b: Int): Int }
union U = T
enum E { V }
input N { f: Int }
schema { query: T }
extend type T { "" x: Int }
"described" type O { "described" o("described" c: Int): Int }`;
    const names = schemaFaults(sdl, 'f').map(fault => fault.replace(' has no description', ''));
    expect(names.toSorted()).toEqual(
      [
        ...[
          'f:2: d',
          'f:2: a',
          'f:3: S',
          'f:4: I',
          'f:4: i',
          'f:5: T',
          'f:5: i',
          'f:5: b',
          'f:6: U',
          'f:7: E',
        ],
        ...['f:7: V', 'f:8: N', 'f:8: f', 'f:9: the schema', 'f:10: x'],
      ].toSorted(),
    );
  });

  test('a deprecation says what to use, and until when', () => {
    const faults = (reason: string) =>
      schemaFaults(`"d" type T { "d" f: Int @deprecated${reason} }`, 'f').length;
    expect(faults('(reason: "Use `g`. Goes after 2027-06-30.")')).toBe(0);
    expect(faults('(reason: "Use `g` with `first`, which is cheaper. Goes after 2027-06-30.")')).toBe(0);
    expect([faults(''), faults('(reason: "Use g")'), faults('(reason: "Goes after 2027-06-30.")')]).toEqual([
      ...[1, 1, 1],
    ]);
  });
});

describe('what clients rely on', () => {
  const snapshot = readFileSync(snapshotPath, 'utf8');
  const current = snapshotOf(buildSchema());

  test('is still there', async () => {
    expect(
      await breakingChanges(snapshot, current),
      'these can break clients: deprecate instead, or npm run schema:accept',
    ).toEqual([]);
    expect(current === snapshot, 'the snapshot is stale: npm run codegen').toBe(true);
  });

  test.each([
    ['a field', '  reviewedBy: String\n', ''],
    ['an enum value', '\n  PRACTITIONER\n', '\n'],
    ['a type', 'coolDownTenant: Tenant', 'coolDownTenant: Boolean'],
    ['an argument', 'encounter(id: ID!)', 'encounter(id: ID!, at: String!)'],
    ['a promise not to be null', 'tenant: Tenant!', 'tenant: Tenant'],
    ['an interface', 'type Patient implements Resource & Reviewable', 'type Patient implements Resource'],
  ])('is missed when it goes: %s', async (_, before, after) => {
    expect(snapshot).toContain(before);
    expect(await breakingChanges(snapshot, snapshot.replaceAll(before, after))).not.toEqual([]);
  });

  test('may have company', async () => {
    const more = snapshot.replace('encounter(id: ID!)', 'another: Int\n\n  encounter(id: ID!, at: String)');
    expect(await breakingChanges(snapshot, more)).toEqual([]);
  });
});
