import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTenantId } from '../../../src/core/ids.ts';
import { AutomaticQueries } from '../../../src/server/persisted/automatic.ts';
import { sha256 } from '../../support/operations.ts';

const tenants = ['a', 'b', 'c'].map(parseTenantId);
const [a, b] = tenants as [(typeof tenants)[0], (typeof tenants)[0]];

test('a tenant that registers without end pushes out its own texts and nobody else’s', () => {
  const queries = new AutomaticQueries();
  queries.keep(b, 'of b', 'text');
  const text = 'x'.repeat(100_000);
  for (let place = 0; place < 1_000; place++) queries.keep(a, `${place}`, text);
  const kept = Array.from({ length: 1_000 }, (_, place) => queries.find(a, `${place}`)).filter(Boolean);
  expect(kept.length * text.length * 2).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect([kept.length > 15, queries.find(a, '999'), queries.find(b, 'of b')]).toEqual([true, text, 'text']);
});

test('tenants without end are forgotten, the least used first', () => {
  const queries = new AutomaticQueries();
  queries.keep(a, 'x', 'text');
  for (let place = 0; place < 5_000; place++) {
    queries.keep(parseTenantId(`t${place}`), 'x', 'text');
    queries.find(a, 'x');
  }
  expect([queries.find(a, 'x'), queries.find(parseTenantId('t1'), 'x')]).toEqual(['text', undefined]);
});

test('whatever is registered: found is a tenant’s own text of that hash, and all fits', () => {
  const limits = { maxBytes: 4_000, maxTenantBytes: 2_000 };
  const keeping = fc.record({ tenant: fc.constantFrom(...tenants), text: fc.string({ maxLength: 1_200 }) });
  fc.assert(
    fc.property(fc.array(keeping, { maxLength: 40 }), kept => {
      const queries = new AutomaticQueries(limits);
      for (const { tenant, text } of kept) queries.keep(tenant, sha256(text), text);
      let bytes = 0;
      for (const tenant of tenants) {
        for (const text of new Set(kept.map(each => each.text))) {
          const found = queries.find(tenant, sha256(text));
          if (found === undefined) continue;
          bytes += 2 * found.length;
          expect(found).toBe(text);
          expect(kept).toContainEqual({ tenant, text });
        }
      }
      expect(bytes).toBeLessThanOrEqual(limits.maxBytes);
      const last = kept.at(-1);
      if (last !== undefined && last.text.length < 900) {
        expect(queries.find(last.tenant, sha256(last.text))).toBe(last.text);
      }
    }),
  );
});
