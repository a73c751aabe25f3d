import { type ResourceKey, resourceKey, type TenantId } from '../../src/core/ids.ts';
import { ManualClock } from '../support/clock.ts';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { encounters } from './fhir-search-encounters.ts';
import { patients, practitioners } from './fhir-search-people.ts';

const places = [
  {
    resourceType: 'Organization',
    id: 'o1',
    identifier: [{ system: 'urn:org', value: 'O-1' }],
    active: true,
    type: [{ coding: [{ system: 'urn:kind', code: 'prov', display: 'Provider' }] }],
    name: 'General Hospital',
    alias: ['The House'],
    address: [{ city: 'Bern' }],
  },
  {
    resourceType: 'Organization',
    id: 'o2',
    active: false,
    name: 'Øst Klinik',
    partOf: { reference: 'Organization/o1' },
  },
  {
    resourceType: 'Location',
    id: 'l1',
    status: 'active',
    name: 'Ward A',
    address: { city: 'Bern' },
    managingOrganization: { reference: 'Organization/o1' },
  },
  {
    resourceType: 'Location',
    id: 'l2',
    status: 'suspended',
    operationalStatus: { system: 'urn:bed', code: 'K', display: 'Contaminated' },
    name: 'Cellar',
    alias: ['Ward Z'],
    partOf: { reference: 'Location/l1' },
  },
];

/** Hand-made resources on the edges of what R4's search says. */
export const edgeCases = [...places, ...practitioners, ...patients, ...encounters];

/** Key, time, reviewer. Written past the API, which knows no reviewers without authentication. */
const reviews = [
  ['Patient', 'p1', '2025-12-31T23:59:59.999Z', 'alice@example.org'],
  ['Patient', 'p2', '2025-12-01T10:00:00.500Z', 'Bob, MD'],
  ['Practitioner', 'd1', '2025-06-01T00:00:00.000Z', 'alice@example.org'],
  ['Practitioner', 'd2', '2025-07-01T00:00:00.000Z', 'Bob, MD'],
  ['Encounter', 'e1', '2025-12-30T00:00:00.000Z', 'alice@example.org'],
  ['Encounter', 'e2', '2025-12-31T00:00:00.000Z', 'Bob, MD'],
] as const;

/** A gateway on 2026-01-01 with the edge cases, some of them reviewed. `env`: of another store than the usual one. */
export async function startSearchGateway(env: Record<string, string> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ clock: new ManualClock(), source: listSource(edgeCases), env });
  const tenant = 'demo' as TenantId;
  await gateway.store.createTenant(tenant, { onProgress: () => undefined });
  const collection = await gateway.store.openTenant(tenant);
  await collection.updateReviews(
    reviews.map(([type, id, time, reviewedBy]) => ({
      key: resourceKey(type, id) as ResourceKey,
      decide: () => ({ reviewed: true, reviewTime: Date.parse(time), reviewedBy }),
    })),
  );
  await collection.close();
  await gateway.warm(tenant);
  return gateway;
}

/** The ids of `XList(args)`, in its order. @throws Error with what the gateway answers instead */
export async function searchIds(gateway: TestGateway, type: string, args: string): Promise<string[]> {
  const { data, errors } = await gateway.query(`{ ${type}List(${args}) { id } }`);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data[`${type}List`].map(({ id }: { id: string }) => id);
}
