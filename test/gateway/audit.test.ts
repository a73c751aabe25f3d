import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detail, eventsAbout, eventsOf, references } from '../support/audit.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { isLong } from '../support/long.ts';
import { soon } from '../support/soon.ts';

let folder: string;
let file: string;
let gateway: TestGateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-test-'));
  file = join(folder, 'logs/audit.log');
  const env = { AUDIT_LOG: file, TENANTS_ALLOWED: 'demo,other,third' };
  gateway = await startTestGateway({ source: smallSample, env });
  await gateway.warm('demo');
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});

const list =
  'query Worklist { encounters(first: 3) { edges { node { id reviewed patient { id name { family } } } } } }';

/** `Type/id` of everything in an answer. */
function keysIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  const { __typename: type, id } = value as { __typename?: string; id?: string };
  if (type !== undefined && id !== undefined && type !== 'Tenant') found.add(`${type}/${id}`);
  for (const inner of Object.values(value)) keysIn(inner, found);
  return found;
}

async function patientIds(count: number): Promise<string[]> {
  const { data } = await gateway.query(`{ patients(first: ${count}) { edges { node { id } } } }`);
  return data.patients.edges.map(({ node }: { node: { id: string } }) => node.id);
}

describe('what was read', () => {
  test('is told of an operation that was executed, and the same of an answer from the cache', async () => {
    const executed = await gateway.query(list);
    const again = await gateway.query(list);
    expect([executed, again].map(({ headers }) => headers.get('x-cache'))).toEqual(['miss', 'hit']);
    const [first] = await eventsAbout(file, executed.headers);
    const [second] = await eventsAbout(file, again.headers);
    expect(first).toMatchObject({ action: 'R', outcome: '0', type: { code: 'rest' } });
    expect(first!.agent).toMatchObject([{ type: { text: 'anonymous' }, network: { address: '127.0.0.1' } }]);
    expect(first!.agent[0]!.who).toBeUndefined();
    expect(first!.entity[0]!.name).toBe('Worklist');
    expect([detail(first!, 'tenant'), detail(first!, 'kind')]).toEqual(['demo', 'query']);
    expect(new Set(references(first!))).toEqual(
      new Set(
        executed.data.encounters.edges.flatMap(
          ({ node }: { node: { id: string; patient: { id: string } } }) => [
            `Encounter/${node.id}`,
            `Patient/${node.patient.id}`,
          ],
        ),
      ),
    );
    expect(references(second!)).toEqual(references(first!));
    expect(detail(second!, 'kind')).toBe('query');
  });

  test('also of an operation that failed in part, and whether it was the client', async () => {
    const { headers, errors } = await gateway.query(
      '{ patients(first: 1) { edges { node { id } } } wrong: patients(first: 0) { count } }',
    );
    expect(errors).toHaveLength(1);
    const [event] = await eventsAbout(file, headers);
    expect(event).toMatchObject({ action: 'R', outcome: '4', outcomeDesc: 'BAD_USER_INPUT' });
    expect(references(event!)).toHaveLength(1);
  });

  test('only where there is a resource: not of the tenant, of schemas, of refused documents', async () => {
    const silent = [
      '{ tenant { state } }',
      '{ __schema { types { name } } }',
      '{ nothing }',
      'mutation { review(input: { resourceType: PATIENT, id: "" }) { nothing } }',
    ];
    const answers = await Promise.all(silent.map(query => gateway.query(query)));
    const last = await gateway.query('{ patients(first: 1) { edges { node { id } } } }');
    await eventsAbout(file, last.headers);
    const told = (await eventsOf(file)).map(event => detail(event, 'requestId'));
    for (const { headers } of answers) expect(told).not.toContain(headers.get('x-request-id'));
  });

  const person = (deeper: string) =>
    `__typename id name { family given } address { line city } reviewed ${deeper}`;
  const selection = fc.record({
    root: fc.constantFrom('patients', 'practitioners', 'encounters', 'PatientList', 'EncounterConnection'),
    first: fc.integer({ min: 1, max: 8 }),
    nested: fc.boolean(),
    offset: fc.integer({ min: 0, max: 3 }),
  });
  const encounter = (nested: boolean) =>
    `__typename id reviewed ${nested ? `subject { resource(optional: true) { __typename ... on Patient { id } } } patient { ${person('')} } practitioners { ${person('')} }` : ''}`;
  const toField = (
    { root, first, nested }: { root: string; first: number; nested: boolean },
    place: number,
  ) => {
    const below = nested ? `encounters(first: 2) { edges { node { ${encounter(true)} } } }` : '';
    const node = root.startsWith('ncounter', 1) ? encounter(nested) : person(below);
    if (root === 'PatientList') return `f${place}: PatientList(_count: ${first}) { ${node} }`;
    const size = root.endsWith('Connection') ? '_count' : 'first';
    return `f${place}: ${root}(${size}: ${first}) { edges { node { ${node} } } }`;
  };

  test('always has every resource of the answer, and no name or address', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(selection, { minLength: 1, maxLength: 4 }), async fields => {
        const query = `query Any { ${fields.map(toField).join(' ')} }`;
        const answer = await gateway.query(query);
        expect(answer.errors).toEqual([]);
        const [event] = await eventsAbout(file, answer.headers);
        const told = new Set(references(event!));
        for (const key of keysIn(answer.data)) expect(told).toContain(key);
        const line = JSON.stringify(event);
        for (const text of contentIn(answer.data)) expect(line).not.toContain(text);
      }),
      { numRuns: isLong ? 400 : 20 },
    );
  });

  /** Names and addresses of an answer. */
  function contentIn(value: unknown, inside = false): string[] {
    if (typeof value === 'string') return inside ? [value] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) =>
      contentIn(inner, inside || name === 'name' || name === 'address'),
    );
  }
});

describe('a change of the tenant', () => {
  test('is told of warm-ups, refreshes and cool-downs', async () => {
    const ask = async (query: string) => {
      const { headers } = await gateway.query(query, { tenant: 'other' });
      const [event] = await eventsAbout(file, headers);
      return [
        event!.action,
        event!.outcome,
        ...['execution', 'refresh', 'state'].map(name => detail(event!, name)),
      ];
    };
    expect(await ask('mutation { warmUpTenant { state } }')).toEqual([
      'E',
      '0',
      'warmUpTenant',
      undefined,
      'WARM',
    ]);
    expect(await ask('mutation { warmUpTenant(refresh: true) { state } }')).toEqual([
      'E',
      '0',
      'warmUpTenant',
      'true',
      'WARM',
    ]);
    expect(await ask('mutation { coolDownTenant { state } }')).toEqual([
      'E',
      '0',
      'coolDownTenant',
      undefined,
      'COLD',
    ]);
  });

  test('also without GraphQL, and of one that fails', async () => {
    const { headers } = await gateway.fetch('/warm-up-tenant', { method: 'POST' });
    const [event] = await eventsAbout(file, headers);
    expect(event).toMatchObject({ action: 'E', outcome: '0' });
    expect(detail(event!, 'execution')).toBe('warmUpTenant');
    await gateway.restart({ MAX_WARM_TENANTS: '1', TENANTS_ALLOWED: 'demo,other,third' });
    for (const answer of [
      await gateway.query('mutation { warmUpTenant { state } }', { tenant: 'third' }),
      await gateway.fetch('/warm-up-tenant', { method: 'POST', headers: { 'x-tenant-id': 'third' } }),
    ]) {
      const [failed] = await eventsAbout(file, answer.headers);
      expect(failed).toMatchObject({ action: 'E', outcome: '8', outcomeDesc: 'TENANT_LIMIT' });
      expect(detail(failed!, 'tenant')).toBe('third');
    }
    await gateway.restart();
  });
});

test('a refused request is told, with nothing but the refusal', async () => {
  const foreign = await gateway.query('{ tenant { state } }', { tenant: 'mallory' });
  expect(foreign.status).toBe(403);
  const [event] = await eventsAbout(file, foreign.headers);
  expect(event).toMatchObject({ outcome: '4', outcomeDesc: 'FORBIDDEN', type: { code: '110113' } });
  expect(event!.agent[0]!.type.text).toBe('unknown');
  expect(references(event!)).toEqual([]);
  const page = await gateway.fetch('/warm-up-tenant', {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });
  const [second] = await eventsAbout(file, page.headers);
  expect(second).toMatchObject({ outcome: '4', type: { code: '110113' } });
  expect(detail(second!, 'tenant')).toBe('demo');
});

test('figures and state are there for whoever runs the gateway; with AUDIT_LOG=off there is nothing', async () => {
  const metrics = async () => (await gateway.fetch('/metrics')).text();
  expect(await metrics()).toMatch(/^gateway_audit_lines_total [1-9]/m);
  expect(await metrics()).toMatch(/^gateway_audit_dropped_total 0$/m);
  await gateway.restart({ AUDIT_LOG: 'off' });
  const before = (await eventsOf(file)).length;
  await gateway.query(list);
  expect(await metrics()).not.toContain('gateway_audit');
  await gateway.restart({ AUDIT_LOG: '/dev/full' });
  await gateway.query(list);
  await soon(async () =>
    expect(await (await gateway.fetch('/health')).json()).toMatchObject({
      status: 'degraded',
      audit: { reason: 'The audit log cannot be written: ENOSPC.' },
    }),
  );
  const begun = performance.now();
  const { data } = await gateway.query(
    `mutation { review(input: { resourceType: PATIENT, id: "${(await patientIds(1))[0]}" }) { id } }`,
  );
  expect(data.review).not.toBeNull();
  expect(performance.now() - begun).toBeGreaterThan(900);
  expect(await metrics()).toMatch(/^gateway_audit_unconfirmed_total 1$/m);
  await gateway.restart();
  expect((await eventsOf(file)).length).toBe(before);
  expect(existsSync(file)).toBe(true);
});
