import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { rightOf } from '../../services/permissions.ts';
import type { GatewayContext } from '../context.ts';
import type { Follower } from '../loaders/loaders.ts';

/**
 * What the fields below a connection's nodes will ask for, so that it is read with the page. Only what is sure: a field
 * with a condition may not be asked for, and one that the caller may not see is not read.
 * @param followers by field
 */
export function ahead(
  { fieldNodes, fragments }: GraphQLResolveInfo,
  { permissions }: GatewayContext,
  followers: Readonly<Record<string, Follower>>,
): readonly Follower[] {
  const [field] = fieldNodes;
  // One list of several nodes merged is rare.
  if (field === undefined || fieldNodes.length > 1) return [];
  const known = asked.get(field) ?? fieldsOfNodes(field, fragments);
  asked.set(field, known);
  return known
    .filter(name => Object.hasOwn(followers, name))
    .map(name => followers[name]!)
    .filter(({ type }) => permissions.has(rightOf('read', type)));
}

/** Names of the fields of nodes, by the field that gives their connection. */
const asked = new WeakMap<FieldNode, readonly string[]>();

type Fragments = GraphQLResolveInfo['fragments'];

function fieldsOfNodes(connection: FieldNode, fragments: Fragments): readonly string[] {
  let fields = [connection];
  for (const name of ['edges', 'node'])
    fields = fields.flatMap(field => sureFields(field.selectionSet, fragments)).filter(isNamed(name));
  const below = fields.flatMap(field => sureFields(field.selectionSet, fragments));
  return [...new Set(below.map(field => field.name.value))];
}

const isNamed = (name: string) => (field: FieldNode) => field.name.value === name;

/** Those without any condition. */
function sureFields(selection: SelectionSetNode | undefined, fragments: Fragments): readonly FieldNode[] {
  return (selection?.selections ?? []).flatMap(each => {
    if ((each.directives?.length ?? 0) > 0) return [];
    if (each.kind === 'Field') return [each];
    const within = each.kind === 'InlineFragment' ? each : fragments[each.name.value];
    return sureFields(within?.selectionSet, fragments);
  });
}
