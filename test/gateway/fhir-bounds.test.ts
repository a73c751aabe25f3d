import { afterEach, describe, expect, test } from 'vitest';
import { maxFields } from '../../src/graphql/budget.ts';
import type { Collection, Store } from '../../src/store/port.ts';
import { operationDeadlineMs } from '../../src/tenants/operations.ts';
import { ManualClock } from '../support/clock.ts';
import { listSource, smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
afterEach(() => gateway?.stop());

const visitsOfOne = (visits: number) => [
  { resourceType: 'Patient', id: 'p', gender: 'female' },
  ...Array.from({ length: visits }, (_, place) => ({
    ...{ resourceType: 'Encounter', id: `e${place}`, status: 'finished', class: { code: 'AMB' } },
    subject: { reference: 'Patient/p' },
  })),
];

/** From the patient to the visits and back, so many times. */
const backAndForth = (levels: number): string =>
  levels === 0
    ? 'id'
    : `EncounterList(_reference: patient) { subject { resource { ... on Patient { ${backAndForth(levels - 1)} } } } }`;

describe('an answer that multiplies', () => {
  test('fails where it becomes too large, and there only', async () => {
    gateway = await startTestGateway({ source: listSource(visitsOfOne(120)) });
    await gateway.warm('demo');
    const { status, data, errors } = await gateway.query(`{
      before: Patient(id: "p") { id }
      PatientList(_count: 1) { gender ${backAndForth(3)} }
    }`);
    expect(status).toBe(200);
    expect(data.before).toEqual({ id: 'p' });
    expect(data.PatientList[0].gender).toBe('female');
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['COST_ESTIMATED_TOO_EXPENSIVE']),
    );
    expect(errors[0]!.message).toContain(`more than ${maxFields} fields`);
    for (const { path } of errors) expect(path?.at(-1)).toBe('EncounterList');
    expect((await gateway.query(`{ PatientList { ${backAndForth(1)} } }`)).errors).toEqual([]);
  });

  test('of 4 levels over the sample, leaves the gateway well', async () => {
    gateway = await startTestGateway({ source: smallSample });
    await gateway.warm('demo');
    const document = `{ PatientList(_count: 1) { ${backAndForth(4)} } ok: PatientConnection { count } }`;
    const answers = await Promise.all([1, 2, 3].map(() => gateway.query(document)));
    for (const { status, data, errors } of answers) {
      expect([status, data.ok]).toEqual([200, { count: 40 }]);
      for (const { extensions } of errors) expect(extensions.code).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    }
    expect((await gateway.fetch('/health/ready')).status).toBe(200);
    expect((await gateway.query('{ PatientList { id } }')).data.PatientList).toHaveLength(40);
  });

  test('in pages fails alike', async () => {
    gateway = await startTestGateway({ source: listSource(visitsOfOne(150)) });
    await gateway.warm('demo');
    const page = (inner: string) =>
      `EncounterConnection(_reference: patient) { edges { resource { subject { resource { ... on Patient { ${inner} } } } } } }`;
    // Few by estimate, many by what stands in the lists beside.
    const wide = Array.from({ length: 40 }, (_, i) => `a${i}: ${backAndForth(1)}`).join(' ');
    const { status, data, errors } = await gateway.query(`{ Patient(id: "p") { id ${page(wide)} } }`);
    expect([status, data.Patient.id]).toEqual([200, 'p']);
    for (const { extensions } of errors) expect(extensions.code).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('a search that runs past its time', () => {
  /** Time passes while the store searches, as often as `slow` says. */
  async function slowGateway() {
    const clock = new ManualClock();
    const slow = { calls: new Set<keyof Collection>(), ended: 0 };
    const passing = <Target extends object>(
      target: Target,
      around: (name: string, call: () => unknown) => unknown,
    ) =>
      new Proxy(target, {
        get(of, name) {
          const value = Reflect.get(of, name, of);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => around(String(name), () => value.apply(of, args));
        },
      });
    const slowly = async (name: string, call: () => unknown) => {
      if (!slow.calls.has(name as keyof Collection)) return call();
      await clock.advance(operationDeadlineMs);
      try {
        return await call();
      } finally {
        slow.ended += 1;
      }
    };
    const wrap = (store: Store): Store =>
      passing(store, async (name, call) => {
        const result = await call();
        return name === 'openTenant' ? passing(result as Collection, slowly) : result;
      });
    gateway = await startTestGateway({
      source: smallSample,
      clock,
      wrap: store => {
        const wrapped = wrap(store);
        // Only what opens a tenant is another; the rest is the store's own.
        return new Proxy(store, {
          get(of, name: keyof Store) {
            if (name === 'openTenant') return wrapped.openTenant;
            const value = Reflect.get(of, name, of);
            return typeof value === 'function' ? value.bind(of) : value;
          },
        });
      },
    });
    await gateway.warm('demo');
    return slow;
  }

  test.each([
    ['search', '{ PatientList { id } }'],
    ['search', '{ patients { edges { node { id } } } }'],
    ['count', '{ PatientConnection { count } }'],
    ['searchByReference', '{ Patient(id: "patient-1") { EncounterList(_reference: patient) { id } } }'],
    [
      'countByReference',
      '{ Patient(id: "patient-1") { EncounterConnection(_reference: patient) { count } } }',
    ],
  ] as const)('ends with DEADLINE_EXCEEDED: %s, %s', async (call, document) => {
    const slow = await slowGateway();
    slow.calls.add(call);
    const { status, data, errors } = await gateway.query(document);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['DEADLINE_EXCEEDED']);
    const nothing = Object.values(data ?? {}).every(value => value === null);
    expect(status).toBe(nothing ? 504 : 200);
    expect(slow.ended).toBe(1);
    slow.calls.clear();
    const again = await gateway.query(document);
    expect([again.status, again.errors]).toEqual([200, []]);
  });

  test('has the status 504 only where nothing else was delivered', async () => {
    const slow = await slowGateway();
    slow.calls.add('search');
    const alone = await gateway.query('{ PatientList { id } EncounterList { id } }');
    expect([alone.status, alone.errors.length]).toEqual([504, 2]);
    const beside = await gateway.query('{ tenant { id } PatientList { id } }');
    expect([beside.status, beside.data]).toEqual([200, { tenant: { id: 'demo' }, PatientList: null }]);
    expect(beside.errors[0]!.extensions.code).toBe('DEADLINE_EXCEEDED');
    slow.calls.clear();
    const { errors } = await gateway.query('mutation { coolDownTenant { state } }');
    expect(errors).toEqual([]);
  });
});
