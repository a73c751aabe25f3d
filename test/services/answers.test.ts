import { expect, test } from 'vitest';
import { Caches } from '../../src/cache/caches.ts';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { Answers, operationOf, type Question } from '../../src/services/answers.ts';
import { Caching } from '../../src/services/caching.ts';
import { Footprint } from '../../src/services/footprint.ts';
import type { Lease } from '../../src/tenants/tenant.ts';

const secret = Buffer.alloc(32);
const limits = { bytes: 1_000_000, tenantBytes: 1_000_000 };

/** A lease that answers are looked up with: of a collection that tells of no reviews, and nothing else. */
function leaseOf(tenant: string): Lease {
  return { tenant: parseTenantId(tenant), collection: { generation: 'g' } } as unknown as Lease;
}

function makeAnswers(): Answers {
  const caches = new Caches({ clock: systemClock, mode: 'on', ...limits, secret, version: 'test' });
  const acquire = () => Promise.reject(new Error('not asked for'));
  return new Answers(new Caching({ caches, logger: silentLogger, secret, acquire }));
}

const question = (rights: readonly string[]): Question => ({
  operation: operationOf('{ patient(id: "1") { id } }', null),
  ...{ variables: 'null', accept: '*/*', rights },
});

async function ask(answers: Answers, tenant: string, rights: readonly string[], read = (_: Footprint) => {}) {
  const asked = await answers.find(leaseOf(tenant), question(rights));
  if (asked === undefined || 'body' in asked) return asked?.body;
  const footprint = new Footprint();
  footprint.resource(resourceKey('Patient', '1'));
  read(footprint);
  const body = `of ${tenant} for ${rights.join(' and ') || 'nobody'}`;
  asked.keep({ body, contentType: 'application/json', operation: undefined }, footprint);
  return undefined;
}

test('callers with other rights, and other tenants, never share an answer', async () => {
  const answers = makeAnswers();
  const callers = [[], ['read'], ['read', 'review'], ['read review']];
  for (const tenant of ['a', 'b']) {
    for (const rights of callers) expect(await ask(answers, tenant, rights)).toBeUndefined();
  }
  for (const tenant of ['a', 'b']) {
    for (const rights of callers) {
      expect(await ask(answers, tenant, rights)).toBe(`of ${tenant} for ${rights.join(' and ') || 'nobody'}`);
    }
  }
});

test('the same rights in another order are the same', async () => {
  const answers = makeAnswers();
  await ask(answers, 'a', ['read', 'review']);
  expect(await ask(answers, 'a', ['review', 'read', 'read'])).toBe('of a for read and review');
});

test('an answer that shows a review state is not kept where nobody tells of reviews', async () => {
  const answers = makeAnswers();
  const shows = (footprint: Footprint) => footprint.review(resourceKey('Patient', '1'));
  await ask(answers, 'a', [], shows);
  expect(await ask(answers, 'a', [], shows)).toBeUndefined();
});
