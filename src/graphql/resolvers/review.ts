import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { asError, GatewayError } from '../../core/errors.ts';
import { isFhirId, resourceKey } from '../../core/ids.ts';
import type { Resource } from '../../fhir/types.ts';
import { lacking, type Permissions, rightOf } from '../../services/permissions.ts';
import type { GatewayContext } from '../context.ts';
import type { Resolvers, ReviewableType, ReviewInput } from '../generated/resolvers.ts';
import { codeOf, type TriedReview } from '../trail.ts';
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
    reviewProgress: async (_, __, { session, permissions }) => {
      const progress = await session.warm.workspace.progress();
      const visible = progress.filter(({ type }) => permissions.allows('search', type));
      return visible.map(({ type, ...counts }) => ({ resourceType: toEnum(type), ...counts }));
    },
  },
  Mutation: {
    review: async (_, { input }, context, info) => {
      const shown = fieldsBelow(info.fieldNodes, info);
      const [outcome] = await carryOut([input], context, shown);
      if (outcome instanceof Error) throw outcome;
      return outcome!;
    },
    reviewMany: async (_, { inputs }, context, info) => {
      if (inputs.length > maxReviews) throw badInput(`At most ${maxReviews} reviews at a time.`);
      const entries = fieldsBelow(info.fieldNodes, info).filter(({ name }) => name.value === 'resource');
      const outcomes = await carryOut(inputs, context, fieldsBelow(entries, info));
      return outcomes.map((outcome, place) => toResult(inputs[place]!, outcome));
    },
  },
  Reviewable: { __resolveType: ({ resourceType }) => resourceTypes[toEnum(resourceType)] },
};

function toEnum(resourceType: string): ReviewableType {
  return resourceType.toUpperCase() as ReviewableType;
}

/** What whoever may review is shown of a resource that he may not read. */
const reviewFields: ReadonlySet<string> = new Set([
  '__typename',
  'id',
  'reviewed',
  'reviewTime',
  'reviewedBy',
]);

/** The fields selected of fields, those in fragments too. */
function fieldsBelow(nodes: readonly FieldNode[], { fragments }: GraphQLResolveInfo): readonly FieldNode[] {
  const found: FieldNode[] = [];
  const seen = new Set<string>();
  const look = (selections: FieldNode['selectionSet']) => {
    for (const node of selections?.selections ?? []) {
      if (node.kind === 'Field') found.push(node);
      else if (node.kind === 'InlineFragment') look(node.selectionSet);
      else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        look(fragments[node.name.value]?.selectionSet);
      }
    }
  };
  for (const { selectionSet } of nodes) look(selectionSet);
  return found;
}

/** An entry an input, in order. One store call for all. `shown`: the fields selected of the reviewed resources. */
async function carryOut(
  inputs: readonly ReviewInput[],
  { session, reviewer, permissions, trail }: GatewayContext,
  shown: readonly FieldNode[],
): Promise<readonly (Resource | Error)[]> {
  const outcomes = new Map<ReviewInput, Resource | Error>();
  const reads = shown.some(({ name }) => !reviewFields.has(name.value));
  for (const input of inputs) {
    const missing = missingRight(permissions, resourceTypes[input.resourceType], reads);
    if (missing !== undefined) outcomes.set(input, missing);
  }
  const legal = inputs.filter(input => !outcomes.has(input) && isFhirId(input.id));
  const { workspace, loaders } = session.warm;
  const orders = legal.map(({ resourceType, id, reviewed, expectedVersion }) => ({
    key: resourceKey(resourceTypes[resourceType], id),
    reviewed: reviewed ?? true,
    expectedVersion: expectedVersion ?? undefined,
  }));
  const work = workspace.review(orders, reviewer);
  const failure = await work.then(() => undefined, asError);
  const written = failure === undefined ? await work : orders.map(() => failure);
  for (const [place, outcome] of written.entries()) {
    if (!(outcome instanceof Error)) loaders.reviewed(outcome);
    outcomes.set(legal[place]!, outcome instanceof Error ? outcome : outcome.resource);
  }
  const all = inputs.map(input => outcomes.get(input) ?? illegalId(input));
  if (trail !== undefined)
    trail.reviews.push(...all.map((outcome, place) => triedReview(inputs[place]!, outcome)));
  if (failure !== undefined) throw failure;
  return all;
}

function triedReview({ resourceType, id, reviewed }: ReviewInput, outcome: Resource | Error): TriedReview {
  const type = resourceTypes[resourceType];
  return {
    type,
    key: isFhirId(id) ? resourceKey(type, id) : undefined,
    reviewed: reviewed ?? true,
    code: outcome instanceof Error ? codeOf(outcome) : undefined,
  };
}

function missingRight(permissions: Permissions, type: string, reads: boolean): GatewayError | undefined {
  const needed = [rightOf('update', type), ...(reads ? [rightOf('read', type)] : [])];
  const missing = needed.find(right => !permissions.has(right));
  return missing && lacking(missing);
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
