import type { ResourceDefinition } from './definition.ts';
import { encounter } from './encounter/index.ts';
import { location } from './location/index.ts';
import { organization } from './organization/index.ts';
import { patient } from './patient/index.ts';
import { practitioner } from './practitioner/index.ts';

/** Every resource type that is stored. What is not listed here is skipped at ingest. */
export const definitions: readonly ResourceDefinition[] = [
  encounter,
  patient,
  practitioner,
  organization,
  location,
];

const byType: ReadonlyMap<string, ResourceDefinition> = new Map(
  definitions.map(definition => [definition.type, definition]),
);

/** Undefined for a type that is not stored. */
export function findDefinition(type: string): ResourceDefinition | undefined {
  return byType.get(type);
}

/** @throws Error when the type is not stored: callers pass types they took from the registry. */
export function definitionOf(type: string): ResourceDefinition {
  const definition = byType.get(type);
  if (definition === undefined) throw new Error(`Not a stored resource type: ${type}`);
  return definition;
}
