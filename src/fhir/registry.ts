import type { ResourceDefinition } from './definition.ts';
import { typeDefinitions } from './generated/registry.ts';
import type { ParameterRow } from './parameter-row.ts';
import { compileParameter, officialParameters } from './parameters.ts';
import { practitionerParameters } from './practitioner/index.ts';

/** Search parameters beside the official ones, by type. */
const ownParameters: Readonly<Record<string, readonly ParameterRow[]>> = {
  Practitioner: practitionerParameters,
};

/** Every resource type that is stored. What is not listed here is skipped at ingest. */
export const definitions: readonly ResourceDefinition[] = typeDefinitions.map(definition => ({
  ...definition,
  parameters: [
    ...officialParameters(definition.type),
    ...(ownParameters[definition.type] ?? []).map(compileParameter),
  ],
}));

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
