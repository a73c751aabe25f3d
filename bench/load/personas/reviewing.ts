import { must } from '../checks.ts';
import { operations } from '../operations.ts';
import type { User } from '../user.ts';
import type { ReviewedType } from '../world.ts';

interface Reviewed {
  readonly id: string;
  readonly reviewed: boolean;
  readonly reviewTime: string | null;
}

/** Marks a resource, or takes the mark back, and compares the answer with what was known. Whoever is too late lets it be. */
export async function review(
  user: User,
  type: ReviewedType,
  id: string,
  reviewed: boolean,
  expectedVersion?: string,
): Promise<void> {
  const { world } = user.tenant;
  if (!world.begin(type, id, reviewed)) return;
  const before = world.isReviewed(type, id) ? world.timeOf(type, id) : undefined;
  const input = { resourceType: type.toUpperCase(), id, reviewed, expectedVersion };
  try {
    const outcome = await user.ask<{ review: Reviewed }>({
      action: reviewed ? 'review' : 'take a review back',
      operation: operations.review,
      variables: { input },
      check: ({ review: done }) => checkReviewed(done, id, reviewed, before),
    });
    if (outcome.kind === 'answered') world.settle(type, id, reviewed, outcome.data.review.reviewTime);
    else if (outcome.kind === 'refused') world.refused(type, id);
    else world.lose(type, id);
  } catch (error) {
    // The run was over before it was sent.
    world.refused(type, id);
    throw error;
  }
}

/** Reviews what was read as another version: it must be refused, and change nothing. */
export async function reviewAnotherVersion(user: User, id: string): Promise<void> {
  await user.ask({
    action: 'review another version',
    operation: operations.review,
    variables: { input: { resourceType: 'ENCOUNTER', id, reviewed: true, expectedVersion: 'not-this-one' } },
    expect: { status: 409, code: 'CONFLICT' },
  });
}

/** Reviews many encounters in one request. */
export async function reviewMany(user: User, ids: readonly string[]): Promise<void> {
  const { world } = user.tenant;
  const own = [...new Set(ids)].filter(id => world.begin('Encounter', id, true));
  if (own.length === 0) return;
  const before = own.map(id =>
    world.isReviewed('Encounter', id) ? world.timeOf('Encounter', id) : undefined,
  );
  try {
    const outcome = await user.ask<{
      reviewMany: { id: string; resource: Omit<Reviewed, 'id'>; error: object | null }[];
    }>({
      action: 'review many',
      operation: operations.reviewMany,
      variables: { inputs: own.map(id => ({ resourceType: 'ENCOUNTER', id, reviewed: true })) },
      check: ({ reviewMany: results }) => {
        must(results.length === own.length, 'a result for each review');
        for (const [place, { id, resource, error }] of results.entries()) {
          must(error === null, 'each review is done');
          checkReviewed({ ...resource, id }, own[place]!, true, before[place]);
        }
      },
    });
    for (const [place, id] of own.entries()) {
      if (outcome.kind === 'answered') {
        world.settle('Encounter', id, true, outcome.data.reviewMany[place]!.resource.reviewTime);
      } else if (outcome.kind === 'refused') world.refused('Encounter', id);
      else world.lose('Encounter', id);
    }
  } catch (error) {
    for (const id of own) world.refused('Encounter', id);
    throw error;
  }
}

function checkReviewed(
  done: Reviewed,
  id: string,
  reviewed: boolean,
  before: string | null | undefined,
): void {
  must(done.id === id, 'the resource that was reviewed');
  must(done.reviewed === reviewed, 'a review shows in its answer');
  must(reviewed === (done.reviewTime !== null), 'a review has a time');
  if (reviewed && before != null) must(done.reviewTime === before, 'a review keeps its time');
}
