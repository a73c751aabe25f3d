import { toIso } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { findDefinition } from '../fhir/registry.ts';
import { CollectionMissing, type Store, type TenantDescription } from '../store/port.ts';
import type { TenantStatus } from '../tenants/status.ts';
import { say, table } from './output.ts';
import { withTenants } from './tenants-session.ts';
import { humanSize, reviewedOf, totalOf } from './tenants-words.ts';

const header = ['TENANT', 'STATE', 'SIZE', 'RESOURCES', 'REVIEWED', 'LAST ACTIVITY'];

interface Listed extends Pick<TenantStatus, 'state' | 'lastActivity' | 'failure'> {
  readonly id: TenantId;
  /** Undefined when it has no copy. */
  readonly copy: TenantDescription | undefined;
  /** Why the copy could not be looked into. */
  readonly trouble: string | undefined;
}

/** `tenants list`: every tenant that has a copy or was ever warm, by id. */
export async function runList({ json }: { json: boolean }): Promise<void> {
  await withTenants(async ({ store, tenants }) => {
    const known = new Map((await tenants.known()).map(status => [status.id, status]));
    const ids = [...new Set([...known.keys(), ...(await store.listTenants())])].sort();
    const listed: Listed[] = [];
    // One after the other: each is a file that is opened for a moment.
    for (const id of ids) {
      const { state = 'COLD', lastActivity, failure } = known.get(id) ?? {};
      listed.push({ id, state, lastActivity, failure, ...(await describe(store, id)) });
    }
    if (json) say(JSON.stringify(listed.map(toJson), null, 2));
    else if (listed.length === 0) say('There are no tenants.');
    else for (const line of [...table([header, ...listed.map(row)]), ...remarks(listed)]) say(line);
  });
}

/** A copy that is damaged is no reason not to list the others. */
async function describe(store: Store, id: TenantId): Promise<Pick<Listed, 'copy' | 'trouble'>> {
  try {
    return { copy: await store.describeTenant(id), trouble: undefined };
  } catch (error) {
    if (error instanceof CollectionMissing) return { copy: undefined, trouble: undefined };
    if (error instanceof GatewayError) return { copy: undefined, trouble: error.message };
    throw error;
  }
}

function row({ id, state, lastActivity, copy }: Listed): string[] {
  const { bytes, counts = [] } = copy ?? {};
  const reviewable = counts.filter(({ type }) => findDefinition(type)?.reviewable);
  return [
    id,
    state,
    bytes === undefined ? '-' : humanSize(bytes),
    copy === undefined ? '-' : `${totalOf(counts)}`,
    copy === undefined ? '-' : `${reviewedOf(counts)} of ${totalOf(reviewable)}`,
    lastActivity === undefined ? '-' : toIso(lastActivity),
  ];
}

function remarks(listed: readonly Listed[]): string[] {
  return listed.flatMap(({ id, failure, trouble }) => [
    ...(failure === undefined ? [] : [`${id}: the last warm-up failed: ${failure}`]),
    ...(trouble === undefined ? [] : [`${id}: the copy cannot be looked into: ${trouble}`]),
  ]);
}

function toJson({ id, state, lastActivity, failure, copy, trouble }: Listed): object {
  return {
    id,
    state,
    bytes: copy?.bytes ?? null,
    counts:
      copy?.counts.map(({ type, total, reviewed }) => ({ resourceType: type, total, reviewed })) ?? null,
    lastActivity: lastActivity === undefined ? null : toIso(lastActivity),
    failure: failure ?? null,
    trouble: trouble ?? null,
  };
}
