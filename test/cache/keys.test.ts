import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CacheKey,
  domains,
  localKey,
  permissionScope,
  shared,
  sharedKey,
} from '../../src/cache/keys.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { anyCharacter } from '../support/any-character.ts';

const anyScope = fc.oneof(
  fc.constant(shared),
  fc.array(fc.string()).map(rights => permissionScope({ rights })),
);
/** Parts that look alike as well: separators, quotes, what is empty, halves of characters. */
const anyPart = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '/', '"', '\\', ' ', '#', '.', ''), maxLength: 4 }),
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.constantFrom('\ud800', '\\ud800', '\udc00', 'é', 'e\u0301', '\u0000'),
);
const anyKey: fc.Arbitrary<CacheKey> = fc.record({
  domain: fc.constantFrom(...domains),
  scope: anyScope,
  parts: fc.array(anyPart, { maxLength: 4 }),
});
/** Pairs of which many are nearly the same. */
const alikeParts = fc.array(fc.constantFrom('', 'a', '/', '"', 'a/a', '""', '"/"', '\\'), { maxLength: 2 });
const alike = alikeParts.map((parts): CacheKey => ({ domain: 'resource', scope: shared, parts }));
const anyPair = fc.oneof(fc.tuple(anyKey, anyKey), fc.tuple(alike, alike));
const numRuns = process.env.LONG ? 100_000 : 1_000;

describe('the name of a value in a process', () => {
  test('property: differs for keys that differ, and only then', () => {
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(localKey(one) === localKey(other)).toBe(isSame);
        expect(localKey(structuredClone(one))).toBe(localKey(one));
      }),
      { numRuns },
    );
  });

  test('differs for parts that are cut differently', () => {
    const names = [
      [],
      [''],
      ['', ''],
      ['a'],
      ['a', ''],
      ['', 'a'],
      ['a', 'b'],
      ['a/b'],
      ['"a"'],
      ['a"/"b'],
    ].map(parts => localKey({ domain: 'resource', scope: shared, parts }));
    expect(new Set(names).size).toBe(names.length);
  });

  test('of what is long is short, and still differs', () => {
    const name = (text: string) => localKey({ domain: 'answer', scope: shared, parts: [text] });
    const [one, other] = [name(`${'x'.repeat(100_000)}1`), name(`${'x'.repeat(100_000)}2`)];
    expect([one.length < 100, other.length < 100, one === other]).toEqual([true, true, false]);
  });
});

describe('the name of a value in what processes share', () => {
  const secret = Buffer.from('one secret');
  const of = (
    key: CacheKey,
    { tenant = 'demo', generation = 'g1', epoch = 0, version = 'v1', with: given = secret } = {},
  ) => sharedKey({ secret: given, version }, { tenant: parseTenantId(tenant), generation, epoch }, key);
  const patient: CacheKey = { domain: 'resource', scope: shared, parts: ['Patient', 'p1'] };

  test('differs for tenant, generation, epoch, scope, version, domain and secret', () => {
    const names = [
      of(patient),
      of(patient, { tenant: 'other' }),
      of(patient, { generation: 'g2' }),
      of(patient, { epoch: 1 }),
      of(patient, { version: 'v2' }),
      of(patient, { with: Buffer.from('another') }),
      of({ ...patient, scope: permissionScope({ rights: [] }) }),
      of({ ...patient, domain: 'count' }),
      of({ ...patient, parts: ['Patient', 'p2'] }),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(of(patient)).toBe(of(structuredClone(patient)));
  });

  test('property: shows nothing of what was asked for, and differs as the keys do', () => {
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(of(one) === of(other)).toBe(isSame);
        expect(of(one)).toMatch(
          /^v1:demo:(shared|perm:[\w-]{22}):(resource|list|relation|count|answer):[\w-]{43}$/,
        );
        expect(of(one).length).toBeLessThanOrEqual(250);
      }),
      { numRuns },
    );
  });

  test('generation and epoch do not run into one another', () => {
    expect(of(patient, { generation: 'g', epoch: 11 })).not.toBe(of(patient, { generation: 'g1', epoch: 1 }));
  });
});

describe('the scope of permissions', () => {
  const anyRights = fc.array(fc.oneof(fc.string(), fc.constantFrom('read', 'review', 'admin', 'a,b', '"')));
  const anyUser = fc.option(fc.oneof(fc.string(), fc.constantFrom('null', '')), { nil: undefined });
  const scope = (rights: readonly string[], user?: string) =>
    permissionScope({ rights, ...(user !== undefined && { user }) });

  test('property: the order of rights and repetitions make no difference', () => {
    fc.assert(
      fc.property(anyRights, anyUser, fc.infiniteStream(fc.nat()), (rights, user, places) => {
        const [drawn] = [[...places.take(rights.length)]];
        const shuffled = rights
          .map((right, place) => ({ right, by: drawn[place]! }))
          .sort((one, other) => one.by - other.by)
          .map(({ right }) => right);
        expect(scope([...shuffled, ...rights], user)).toBe(scope(rights, user));
      }),
      { numRuns },
    );
  });

  test('property: any other right, and any other user, is another scope', () => {
    fc.assert(
      fc.property(anyRights, anyRights, anyUser, anyUser, (one, other, user, otherUser) => {
        const isSame =
          JSON.stringify([[...new Set(one)].sort(), user ?? 0]) ===
          JSON.stringify([[...new Set(other)].sort(), otherUser ?? 0]);
        expect(scope(one, user) === scope(other, otherUser)).toBe(isSame);
      }),
      { numRuns },
    );
  });

  test('is never the one for all, and shows no right and no user', () => {
    expect(scope(['read'], 'doctor-1')).toMatch(/^perm:[\w-]{22}$/);
    expect(scope([])).not.toBe(shared);
  });
});
