import type { TypeDefinition } from './definition.ts';
import { strings } from './values.ts';

/** What organizations and locations have in common: stored because the reviewed types point to them. */
export const place: Omit<TypeDefinition, 'type'> = {
  reviewable: false,
  name: resource => strings(resource.name)[0],
  orderedAs: { name: 'name' },
  defaultOrder: [{ by: 'name', descending: false }],
  cacheProfile: 'long',
};
