import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Owner, open, seal } from '../../src/cache/envelope.ts';
import { permissionScope, shared } from '../../src/cache/keys.ts';
import { parseTenantId } from '../../src/core/ids.ts';

const owner: Owner = { tenant: parseTenantId('demo'), scope: shared, version: 'v1', generation: 'g1' };
/** As it comes back from where it lay. */
const stored = (given: unknown) => JSON.parse(JSON.stringify(given)) as unknown;

test('property: what was put in comes out, with its age', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
      const json = stored(value);
      expect(open(owner, stored(seal(owner, at, json)), at + 5)).toEqual({ at, value: json });
    }),
  );
});

test.each([
  ['tenant', { tenant: parseTenantId('other') }],
  ['scope', { scope: permissionScope({ rights: [] }) }],
  ['version', { version: 'v2' }],
  ['generation', { generation: 'g2' }],
] satisfies [string, Partial<Owner>][])('what is of another %s is refused', (_, other) => {
  const sealed = stored(seal({ ...owner, ...other }, 1, 'value'));
  expect(open(owner, sealed, 2)).toBeUndefined();
  expect(open({ ...owner, ...other }, sealed, 2)).toEqual({ at: 1, value: 'value' });
});

test('that there is nothing is a value too', () => {
  expect(open(owner, stored(seal(owner, 1, null)), 2)).toEqual({ at: 1, value: null });
});

test('a time to come is now: it does not keep a value young', () => {
  expect(open(owner, seal(owner, 1_000, 'value'), 10)).toEqual({ at: 10, value: 'value' });
});

test('property: garbage is no envelope', () => {
  const sealed = seal(owner, 1, 'value');
  const broken = fc.constantFrom(...Object.keys(sealed)).map(name => ({ ...sealed, [name]: undefined }));
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue(), broken), raw => {
      expect(open(owner, raw, 1)).toBeUndefined();
    }),
  );
  expect(open(owner, { ...sealed, at: '1' }, 1)).toBeUndefined();
  expect(open(owner, JSON.stringify(sealed), 1)).toBeUndefined();
});
