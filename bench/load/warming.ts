import { must } from './checks.ts';
import { reasonOf } from './connection.ts';
import { operations, type Page } from './operations.ts';
import type { User } from './user.ts';
import { reviewedTypes } from './world.ts';

interface State {
  readonly tenant: { readonly id: string; readonly state: string; readonly coolsAt: string | null };
}

/** As often as a client that shows progress asks, in means of the usual pause. */
const pollThinks = 0.1;

/**
 * Sees to it that the user's tenant is warm: one of its users begins the warm-up and asks until it is done, the others wait.
 * A warm-up that fails is counted, and begun again. @throws RunOver
 */
export async function warmUp(user: User): Promise<void> {
  const { tenant } = user;
  if (!tenant.takeWarming()) return tenant.warm;
  try {
    while (!(await warmUpOnce(user)));
  } catch (error) {
    tenant.failed(error as Error);
    throw error;
  }
}

async function warmUpOnce(user: User): Promise<boolean> {
  const { tenant } = user;
  const begun = await user.ask({
    action: 'warm up',
    operation: operations.warmUp,
    variables: { wait: false },
    thinks: 0,
    check: ({ warmUpTenant }: { warmUpTenant: { id: string } }) =>
      must(warmUpTenant.id === tenant.id, 'the tenant is who asks'),
  });
  for (;;) {
    const state = await readState(user, pollThinks / tenant.slowness);
    if (state?.state === 'WARM') {
      try {
        await learn(user);
      } catch (error) {
        user.failed('warm up', `first look: ${reasonOf(error)}`);
        return false;
      }
      const idleMs =
        state.coolsAt === null ? Number.POSITIVE_INFINITY : Date.parse(state.coolsAt) - Date.now();
      tenant.opened(idleMs);
      return true;
    }
    if (state?.state === 'COLD') {
      if (begun.kind === 'answered') user.failed('warm up', 'the tenant is cold again');
      return false;
    }
  }
}

export async function readState(user: User, thinks: number): Promise<State['tenant'] | undefined> {
  const outcome = await user.ask<State>({
    action: 'tenant state',
    operation: operations.tenantState,
    thinks,
    check: ({ tenant }) => must(tenant.id === user.tenant.id, 'the tenant is who asks'),
  });
  return outcome.kind === 'answered' ? outcome.data.tenant : undefined;
}

/** Reads what was reviewed before the run, once: nobody writes before the tenant is opened to its users. */
async function learn(user: User): Promise<void> {
  const { tenant } = user;
  if (tenant.learned) return;
  for (const type of reviewedTypes) {
    const field = `${type.toLowerCase()}s`;
    for (let after: string | null = null, more = true; more; ) {
      const answer: Readonly<Record<string, Page<{ id: string; reviewTime: string }>>> = await user.aside(
        reviewedOf[type],
        { after },
      );
      const { edges, pageInfo } = answer[field]!;
      for (const { node } of edges) tenant.world.learn(type, node.id, node.reviewTime);
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
  }
  tenant.learned = true;
}

const reviewedOf = {
  Encounter: operations.reviewedEncounters,
  Patient: operations.reviewedPatients,
  Practitioner: operations.reviewedPractitioners,
};
