import type { Resource } from '../../../src/fhir/types.ts';
import { Word } from './document.ts';
import { markedId, onlyId, versionOf } from './marks.ts';
import {
  type Drawing,
  graphqlRequest,
  jsonPost,
  named,
  type Operation,
  type Reviewing,
} from './operation.ts';
import { ofType } from './world.ts';

const reviewed = ['Patient', 'Practitioner', 'Encounter'];
/** Few, so that many reviews and reads meet at the same resource. */
const crowded = 6;

interface Target {
  readonly type: string;
  readonly id: string;
  readonly taking: boolean;
  readonly version: string | undefined;
}

/** Mostly what all tenants have; now and then what another tenant alone has, or a version of another's. */
function target({ random, tenant, world }: Drawing): Target {
  const type = random.pick(reviewed);
  const other = world.other(tenant, random).mark;
  const own = ofType(tenant.resources, type);
  const id = random.chance(0.9)
    ? random.pick(random.chance(0.8) ? own.slice(0, crowded) : own).id
    : random.pick([onlyId(other, 1), markedId(other, 1)]);
  const version = random.chance(0.7) ? undefined : versionOf(random.chance(0.6) ? tenant.mark : other);
  return { type, id, taking: random.chance(0.4), version };
}

function input({ type, id, taking, version }: Target): object {
  return {
    resourceType: new Word(type.toUpperCase()),
    id,
    ...(taking && { reviewed: false }),
    ...(version !== undefined && { expectedVersion: version }),
  };
}

const state = '__typename id reviewed reviewTime';
const shown = `${state} ... on Patient { meta { versionId } name { text } } ... on Encounter { identifier { value } }`;

function reviewing(drawing: Drawing, { type, id, taking }: Target, path: Reviewing['path']): Reviewing {
  const { reviews, tenant } = drawing;
  const key = `${type}/${id}`;
  return { path, key, write: reviews.begin(tenant.id, key, !taking) };
}

/** Whose failure is certain: it is another tenant's resource, or its version. */
function refused({ tenant }: Drawing, { id, version, type }: Target): boolean {
  const there = (resources: readonly Resource[]) =>
    ofType(resources, type).some(resource => resource.id === id);
  return !there(tenant.resources) || (version !== undefined && version !== versionOf(tenant.mark));
}

function review(drawing: Drawing): Operation {
  const { random, document, tenant } = drawing;
  // One after another in one operation, each of another resource.
  const targets = distinct(Array.from({ length: random.pick([1, 1, 1, 2]) }, () => target(drawing)));
  const names = targets.map(() => document.name('r'));
  const roots = targets.map((one, place) => {
    const args = document.args([['input', 'ReviewInput!', input(one)]]);
    return `${names[place]}: review${args} { ${shown} }`;
  });
  const expected = targets.flatMap((one, place) =>
    refused(drawing, one) ? [[names[place]!, 'absent'] as const] : [],
  );
  return {
    kind: 'review',
    tenant,
    request: graphqlRequest(document.sent('mutation', roots), tenant.id, random, 'mutation'),
    roots: new Map(tenant.loose ? [] : expected),
    writes: targets.map((one, place) => reviewing(drawing, one, [names[place]!])),
    echoes: targets.map(({ id }) => id),
  };
}

function reviewMany(drawing: Drawing): Operation {
  const { random, document, tenant } = drawing;
  const targets = distinct(Array.from({ length: random.int(1, 6) }, () => target(drawing)));
  const args = document.args([['inputs', '[ReviewInput!]!', targets.map(input)]]);
  const name = document.name('r');
  const fields = `resourceType id error { code } resource { ${shown} }`;
  const sent = document.sent('mutation', [`${name}: reviewMany${args} { ${fields} }`]);
  return {
    kind: 'reviewMany',
    tenant,
    request: graphqlRequest(sent, tenant.id, random, 'mutation'),
    writes: targets.map((one, place) => reviewing(drawing, one, [name, place, 'resource'])),
    echoes: targets.map(({ id }) => id),
  };
}

function distinct(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map(one => [`${one.type}/${one.id}`, one])).values()];
}

const described = 'id state progress warmSince coolsAt counts { resourceType total }';

export function warmUp(drawing: Drawing, { wait = drawing.random.chance(0.7) } = {}): Operation {
  const { random, document, tenant } = drawing;
  const refresh = tenant.refreshes && random.chance(0.4);
  const sending = refresh ? () => becomeLoose(drawing) : () => undefined;
  if (random.chance(0.3)) {
    const headers = named(tenant.id, random);
    const request = jsonPost('/warm-up-tenant', headers, { wait, refresh });
    return { kind: 'warmUp', tenant, request, sending };
  }
  const args = document.args([
    ['wait', 'Boolean', wait],
    ['refresh', 'Boolean', refresh],
  ]);
  const sent = document.sent('mutation', [`warmUpTenant${args} { ${described} }`]);
  return { kind: 'warmUp', tenant, request: graphqlRequest(sent, tenant.id, random, 'mutation'), sending };
}

/** From now on it may hold what master holds, and lose its reviews. */
function becomeLoose({ tenant, world, reviews }: Drawing): void {
  tenant.loose = true;
  tenant.allowed.add(world.master.mark);
  for (const { resourceType, id } of [...tenant.resources, ...world.master.resources]) {
    if (reviewed.includes(resourceType)) reviews.forget(tenant.id, `${resourceType}/${id}`);
  }
}

function coolDown({ random, document, tenant }: Drawing): Operation {
  const sent = document.sent('mutation', [`coolDownTenant { ${described} }`]);
  return { kind: 'coolDown', tenant, request: graphqlRequest(sent, tenant.id, random, 'mutation') };
}

export const writes = { review, reviewMany, warmUp, coolDown };
