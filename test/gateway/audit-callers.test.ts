import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detail, eventsAbout, references } from '../support/audit.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { Issuer } from '../support/issuer.ts';

let folder: string;
let file: string;
let issuer: Issuer;
let gateway: TestGateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-test-'));
  file = join(folder, 'audit.log');
  issuer = await Issuer.start();
  gateway = await startTestGateway({ source: smallSample, env: { ...issuer.env, AUDIT_LOG: file } });
  await ask('mutation { warmUpTenant { state } }');
});
afterAll(async () => {
  await gateway.stop();
  await issuer.goDown();
  await rm(folder, { recursive: true });
});

async function ask(
  query: string,
  claims?: Record<string, unknown>,
): Promise<{ headers: Headers; text: string }> {
  const response = await gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await issuer.headers(claims)) },
    body: JSON.stringify({ query }),
  });
  return { headers: response.headers, text: await response.text() };
}

const list = '{ patients(first: 2) { edges { node { id encounters(first: 1) { count } } } } }';

test('a user has the name that his token has, and where it comes from', async () => {
  const { headers } = await ask(list, { sub: 'Dr. Jönes "x"' });
  const [event] = await eventsAbout(file, headers);
  expect(event!.agent).toMatchObject([
    { type: { text: 'user' }, who: { identifier: { system: issuer.name, value: 'Dr. Jönes "x"' } } },
  ]);
});

test('two users who share an answer of the cache have lines of their own', async () => {
  await ask(list, { sub: 'ann' });
  const { headers } = await ask(list, { sub: 'ben' });
  expect(headers.get('x-cache')).toBe('hit');
  const [event] = await eventsAbout(file, headers);
  expect(event!.agent[0]!.who!.identifier.value).toBe('ben');
});

test('who may not do a part of what he asks for: a line of what he read, and one of the refusal', async () => {
  const mixed =
    '{ patients(first: 1) { edges { node { id } } } encounters(first: 1) { edges { node { id } } } }';
  const { headers } = await ask(mixed, { scope: 'user/Patient.rs' });
  const events = await eventsAbout(file, headers, 2);
  const [refused, read] = events.toSorted((one, other) => one.type.code.localeCompare(other.type.code));
  expect(refused).toMatchObject({ outcome: '4', outcomeDesc: 'FORBIDDEN', type: { code: '110113' } });
  expect(references(refused!)).toEqual([]);
  expect(read).toMatchObject({ action: 'R', outcome: '4' });
  expect(references(read!).map(key => key.split('/')[0])).toEqual(['Patient']);
});

test('who may review nothing: a line of each review, and one of the refusal', async () => {
  const query =
    'mutation { reviewMany(inputs: [{ resourceType: PATIENT, id: "patient-1" }]) { id error { code } } }';
  const { headers } = await ask(query, { scope: 'user/Patient.rs' });
  const events = await eventsAbout(file, headers, 2);
  expect(events.map(({ action, outcomeDesc }) => [action, outcomeDesc])).toEqual([
    ['E', 'FORBIDDEN'],
    ['U', 'FORBIDDEN'],
  ]);
});

test('who may not warm up, by either way', async () => {
  const scope = { scope: 'user/Patient.rs' };
  const { headers } = await ask('mutation { warmUpTenant { state } }', scope);
  const direct = await gateway.fetch('/warm-up-tenant', {
    method: 'POST',
    headers: await issuer.headers(scope),
  });
  for (const each of [headers, direct.headers]) {
    const [event] = await eventsAbout(file, each);
    expect(event).toMatchObject({ outcome: '4', outcomeDesc: 'FORBIDDEN', type: { code: '110113' } });
    expect(event!.agent[0]!.who!.identifier.value).toBe('dr-jones');
  }
});

test('whoever has no token, or a wrong one, has no name', async () => {
  for (const authorization of [undefined, 'Bearer x.y.z', 'Basic YTpi']) {
    const { status, headers } = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query: list }),
    });
    expect(status).toBe(401);
    const [event] = await eventsAbout(file, headers);
    expect(event).toMatchObject({ outcome: '4', outcomeDesc: 'UNAUTHENTICATED', type: { code: '110114' } });
    expect(event!.agent).toMatchObject([{ type: { text: 'unknown' }, network: { address: '127.0.0.1' } }]);
    expect(detail(event!, 'tenant')).toBeUndefined();
    expect(JSON.stringify(event)).not.toContain('x.y.z');
  }
});
