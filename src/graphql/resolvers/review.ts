import { GatewayError } from '../../core/errors.ts';
import { isFhirId, resourceKey } from '../../core/ids.ts';
import type { Resource } from '../../fhir/types.ts';
import type { GatewayContext } from '../context.ts';
import type { Resolvers, ReviewableType, ReviewInput } from '../generated/resolvers.ts';
import { badInput } from './lists.ts';

const resourceTypes = { ENCOUNTER: 'Encounter', PATIENT: 'Patient', PRACTITIONER: 'Practitioner' } as const;

/** What became of one of many reviews. */
export interface ReviewOutcome {
  readonly resourceType: ReviewableType;
  readonly id: string;
  readonly resource: Resource | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const maxReviews = 500;

export const reviewResolvers: Resolvers = {
  Query: {
    reviewProgress: async (_, __, { session }) => {
      const progress = await session.warm.workspace.progress();
      return progress.map(({ type, ...counts }) => ({ resourceType: toEnum(type), ...counts }));
    },
  },
  Mutation: {
    review: async (_, { input }, context) => {
      const [outcome] = await carryOut([input], context);
      if (outcome instanceof Error) throw outcome;
      return outcome!;
    },
    reviewMany: async (_, { inputs }, context) => {
      if (inputs.length > maxReviews) throw badInput(`At most ${maxReviews} reviews at a time.`);
      const outcomes = await carryOut(inputs, context);
      return outcomes.map((outcome, place) => toResult(inputs[place]!, outcome));
    },
  },
  Reviewable: { __resolveType: ({ resourceType }) => resourceTypes[toEnum(resourceType)] },
};

function toEnum(resourceType: string): ReviewableType {
  return resourceType.toUpperCase() as ReviewableType;
}

/** An entry an input, in order. One store call for all. */
async function carryOut(
  inputs: readonly ReviewInput[],
  { session, reviewer }: GatewayContext,
): Promise<readonly (Resource | Error)[]> {
  const legal = inputs.filter(input => isFhirId(input.id));
  const { workspace, loaders } = session.warm;
  const orders = legal.map(({ resourceType, id, reviewed, expectedVersion }) => ({
    key: resourceKey(resourceTypes[resourceType], id),
    reviewed: reviewed ?? true,
    expectedVersion: expectedVersion ?? undefined,
  }));
  const outcomes = new Map<ReviewInput, Resource | Error>();
  for (const [place, outcome] of (await workspace.review(orders, reviewer)).entries()) {
    if (!(outcome instanceof Error)) loaders.reviewed(outcome);
    outcomes.set(legal[place]!, outcome instanceof Error ? outcome : outcome.resource);
  }
  return inputs.map(input => outcomes.get(input) ?? illegalId(input));
}

/** What can be no id is the id of nothing. */
function illegalId({ resourceType, id }: ReviewInput): GatewayError {
  const type = resourceTypes[resourceType];
  return new GatewayError('NOT_FOUND', `There is no such ${type}.`, {
    extensions: { resourceType: type, id: id.slice(0, 64) },
  });
}

function toResult({ resourceType, id }: ReviewInput, outcome: Resource | Error): ReviewOutcome {
  if (!(outcome instanceof Error)) return { resourceType, id, resource: outcome, error: null };
  // Anything but an error of the contract is a fault of ours: it fails the field and is masked there.
  if (!(outcome instanceof GatewayError)) throw outcome;
  return { resourceType, id, resource: null, error: { code: outcome.code, message: outcome.message } };
}
