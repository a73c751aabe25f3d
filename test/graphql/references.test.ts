import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import type { Reference, Resource } from '../../src/fhir/types.ts';
import type { GatewayContext } from '../../src/graphql/context.ts';
import { referenceResolvers } from '../../src/graphql/resolvers/references.ts';
import { isContained } from '../../src/graphql/resolvers/reviewable.ts';
import { unrestricted } from '../../src/services/permissions.ts';

const stored: Record<string, Resource> = {
  'Patient/p1': { resourceType: 'Patient', id: 'p1' },
  'Practitioner/d1': { resourceType: 'Practitioner', id: 'd1' },
};
const inner = { resourceType: 'Practitioner', id: 'inner' };
const toInner = { reference: '#inner' };
const toItself = { reference: '#' };
const toNothing = { reference: '#none' };
const container: Resource = {
  resourceType: 'Encounter',
  id: 'e1',
  contained: [{ resourceType: 'Patient', id: 'other' }, inner],
  subject: toInner,
};

/** The keys that were read. */
const read: string[] = [];
const context = {
  permissions: unrestricted,
  session: {
    warm: {
      loaders: {
        resource: async (key: string) => {
          read.push(key);
          return stored[key] ?? null;
        },
        containing: (reference: Reference) =>
          [toInner, toItself, toNothing].includes(reference as typeof toInner) ? container : undefined,
      },
    },
  },
} as unknown as GatewayContext;

async function follow(
  reference: Reference,
  args: { optional?: boolean; type?: string } = {},
): Promise<Resource | null> {
  read.length = 0;
  const resolve = (referenceResolvers.Reference as { resource: CallableFunction }).resource;
  return resolve(reference, { optional: false, ...args }, context);
}

const leadingNowhere: [string, Reference][] = [
  ['a resource that is not there', { reference: 'Patient/none' }],
  ['a type that is not stored', { reference: 'Specimen/1' }],
  ['another server', { reference: 'https://example.org/fhir/Patient/p1' }],
  ['a URN', { reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' }],
  ['a search', { reference: 'Patient?identifier=secret4711' }],
  ['an identifier alone', { identifier: { value: 'secret4711' } }],
  ['a text alone', { display: 'secret4711' }],
  ['a contained resource that is not there', toNothing],
  ['a contained resource, from where nobody knows', { reference: '#inner' }],
];

describe('Reference.resource', () => {
  test('leads to the stored resource, whichever its version', async () => {
    expect(await follow({ reference: 'Patient/p1' })).toBe(stored['Patient/p1']);
    expect(await follow({ reference: 'Practitioner/d1/_history/3' })).toBe(stored['Practitioner/d1']);
  });

  test('leads to a contained resource, which is known as such', async () => {
    expect(await follow(toInner)).toBe(inner);
    expect(isContained(inner)).toBe(true);
    expect(read).toEqual([]);
  });

  test('# leads to the resource around it, which is not contained', async () => {
    expect(await follow(toItself)).toBe(container);
    expect(isContained(container)).toBe(false);
  });

  test.each(leadingNowhere)('to %s: an error, or null when optional', async (_, reference) => {
    const error = await follow(reference).catch(thrown => thrown);
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code: 'UNRESOLVED_REFERENCE', httpStatus: 200, extensions: {} });
    expect(error.message).not.toMatch(/none|secret|inner|Specimen|example|urn/);
    expect(await follow(reference, { optional: true })).toBeNull();
  });

  test('the error names the type, if it is one of ours', async () => {
    await expect(follow({ reference: 'Patient/none' })).rejects.toThrow(
      'The reference to a Patient leads to no',
    );
    await expect(follow({ reference: 'Smith/1' })).rejects.toThrow('The reference leads to no');
  });

  test('types that are not stored are not looked up', async () => {
    await follow({ reference: 'Specimen/1' }, { optional: true });
    expect(read).toEqual([]);
  });
});

describe('Reference.resource(type)', () => {
  test('gives the resource of that type', async () => {
    expect(await follow({ reference: 'Patient/p1' }, { type: 'Patient' })).toBe(stored['Patient/p1']);
    expect(await follow(toInner, { type: 'Practitioner' })).toBe(inner);
  });

  test.each<[string, Reference]>([
    ['stored', { reference: 'Practitioner/d1' }],
    ['missing', { reference: 'Practitioner/none' }],
    ['not stored', { reference: 'Group/1' }],
    ['elsewhere', { reference: 'https://example.org/fhir/Group/1' }],
    ['only identified', { type: 'Group', identifier: { value: '1' } }],
  ])('ignores one of another type that is %s, unread', async (_, reference) => {
    expect(await follow(reference, { type: 'Patient' })).toBeNull();
    expect(read).toEqual([]);
  });

  test('ignores a contained resource of another type', async () => {
    expect(await follow(toInner, { type: 'Patient' })).toBeNull();
  });

  test('of the right type or an unknown one still has to lead somewhere', async () => {
    for (const reference of [{ reference: 'Patient/none' }, { display: 'somebody' }, toNothing]) {
      await expect(follow(reference, { type: 'Patient' })).rejects.toMatchObject({
        code: 'UNRESOLVED_REFERENCE',
      });
      expect(await follow(reference, { type: 'Patient', optional: true })).toBeNull();
    }
  });
});
