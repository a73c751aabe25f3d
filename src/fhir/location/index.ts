import type { ResourceDefinition } from '../definition.ts';
import { identifierTokens, strings } from '../values.ts';

/** https://hl7.org/fhir/R4/location.html: stored because the reviewed types point to it. */
export const location: ResourceDefinition = {
  type: 'Location',
  reviewable: false,
  parameters: [
    { name: 'identifier', kind: 'token', values: resource => identifierTokens(resource.identifier) },
    { name: 'name', kind: 'string', values: resource => strings(resource.name, resource.alias) },
  ],
  name: resource => strings(resource.name)[0],
  defaultOrder: { by: 'name', descending: false },
};
