import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { GatewayError } from '../core/errors.ts';

/** Fields that an answer may have as it is made: estimates may be wrong. */
export const maxFields = 400_000;

/**
 * What an operation may still deliver. Lists whose size nobody knows beforehand spend of it when they are found, so
 * that an answer stays bounded however its lists multiply.
 */
export class Budget {
  #left = maxFields;

  /** @throws GatewayError COST_ESTIMATED_TOO_EXPENSIVE when there is not as much left */
  spend(entries: number, info: GraphQLResolveInfo): void {
    this.#left -= entries * fieldsBelow(info);
    if (this.#left >= 0) return;
    throw new GatewayError(
      'COST_ESTIMATED_TOO_EXPENSIVE',
      `The answer would have more than ${maxFields} fields. Ask for smaller pages, or for less of each entry.`,
    );
  }
}

const counted = new WeakMap<readonly unknown[], number>();

/** Fields selected of each entry, at all levels; lists among them count once here, and spend by themselves. */
function fieldsBelow({ fieldNodes, fragments }: GraphQLResolveInfo): number {
  const known = counted.get(fieldNodes);
  if (known !== undefined) return known;
  const inFragments = new Map<string, number>();
  const count = (selections: SelectionSetNode | undefined): number => {
    let fields = 0;
    for (const node of selections?.selections ?? []) {
      if (node.kind === Kind.FIELD) fields += 1 + count(node.selectionSet);
      else if (node.kind === Kind.INLINE_FRAGMENT) fields += count(node.selectionSet);
      else {
        const name = node.name.value;
        const found = inFragments.get(name) ?? count(fragments[name]?.selectionSet);
        inFragments.set(name, found);
        fields += found;
      }
    }
    return fields;
  };
  const fields = 1 + fieldNodes.reduce((sum, node) => sum + count(node.selectionSet), 0);
  counted.set(fieldNodes, fields);
  return fields;
}
