import { type ResourceKey, splitKey } from '../core/ids.ts';
import type { ResourceDefinition } from '../fhir/definition.ts';
import { referencedKeys } from '../fhir/references.ts';
import { definitionOf, findDefinition } from '../fhir/registry.ts';
import type { Resource } from '../fhir/types.ts';

/** What is referred to and has not been looked for yet. */
export class Referred {
  readonly #closed: ReadonlySet<string>;
  readonly #known = new Set<ResourceKey>();
  readonly #left = new Map<string, ResourceKey[]>();

  /** @param closed types that are not followed */
  constructor(closed: ReadonlySet<string>) {
    this.#closed = closed;
  }

  addFrom(resource: Resource): void {
    for (const key of referencedKeys(resource)) {
      const { type } = splitKey(key);
      if (findDefinition(type) === undefined || this.#closed.has(type) || this.#known.has(key)) continue;
      this.#known.add(key);
      const left = this.#left.get(type);
      if (left === undefined) this.#left.set(type, [key]);
      else left.push(key);
    }
  }

  /** Some of one type, until there are none. */
  take(
    atMost: number,
  ): { readonly definition: ResourceDefinition; readonly keys: readonly ResourceKey[] } | undefined {
    for (const [type, left] of this.#left) {
      if (left.length > 0) return { definition: definitionOf(type), keys: left.splice(-atMost) };
    }
    return undefined;
  }
}
