import { type AuditFail, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: smallSample });
});
afterAll(() => gateway.stop());

/**
 * What the specification allows a server to take by GET (MAY): a page of another site could send that through
 * somebody's browser. Here a GET needs a header that browsers ask about first, `apollo-require-preflight`.
 */
const guarded = ['5A70', 'D6D5', '6A70'];

/**
 * What it recommends for `application/json`: HTTP 200 also where nothing was executed. We say 400 of a document that
 * cannot be parsed, of one that is not valid and of variables that do not fit, as Apollo Server does: proxies, logs and
 * alerts read statuses, not bodies.
 */
const told400 = ['572B', 'FDE2', '7B9B'];

async function failures(fetchFn: typeof fetch): Promise<AuditFail[]> {
  const audits = serverAudits({ url: new URL('/graphql', gateway.gateway.url).href, fetchFn });
  expect(audits.length).toBe(61);
  const failed: AuditFail[] = [];
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status !== 'ok') failed.push(result);
  }
  return failed;
}

const told = (failed: readonly AuditFail[]) => failed.map(({ id, status }) => [id, status]);

test('GraphQL over HTTP: no audit fails; what is only recommended or allowed is left on purpose', async () => {
  const failed = await failures(fetch);
  expect(told(failed)).toEqual([...guarded.map(id => [id, 'notice']), ...told400.map(id => [id, 'warn'])]);
  expect(new Set(failed.map(({ response }) => response.status))).toEqual(new Set([400]));
});

test('with the header that shows that no foreign page sends it, a GET is answered, too', async () => {
  const failed = await failures((url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('apollo-require-preflight', 'true');
    return fetch(url, { ...init, headers });
  });
  expect(told(failed)).toEqual(told400.map(id => [id, 'warn']));
});
