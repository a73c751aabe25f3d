import { findDefinition } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { pure } from '../execution/pure.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { pageInfo } from './connections.ts';
import { encounterResolvers } from './encounter.ts';
import { fhirResolvers } from './fhir.ts';
import { peopleResolvers } from './people.ts';
import { referenceResolvers } from './references.ts';
import { reviewResolvers } from './review.ts';
import { scalars } from './scalars.ts';
import { tenantResolvers } from './tenant.ts';

const resourceResolvers: Resolvers = {
  Resource: {
    __resolveType: resource =>
      (findDefinition(resource.resourceType)?.type ?? 'OtherResource') as 'Patient' | 'OtherResource',
  },
  OtherResource: { content: pure((resource: Resource) => resource) },
  PageInfo: pageInfo,
};

export const resolvers = [
  scalars,
  resourceResolvers,
  fhirResolvers,
  referenceResolvers,
  tenantResolvers,
  encounterResolvers,
  peopleResolvers,
  reviewResolvers,
];
