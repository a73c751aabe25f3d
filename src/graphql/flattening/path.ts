import { type FieldNode, GraphQLError } from 'graphql';

/** Where in the executed answer something stands, as a list whose head is the innermost. */
export interface Path {
  readonly above: Path | undefined;
  readonly key: string | number;
}

/** A place below another. */
export function below(above: Path | undefined, key: string | number): Path {
  return { above, key };
}

/** What keeps a directive from being followed at a place. `path` names it as in the selection, as execution does. */
export function flatteningError(message: string, nodes: readonly FieldNode[], path: Path): GraphQLError {
  const keys: (string | number)[] = [];
  for (let step: Path | undefined = path; step; step = step.above) keys.push(step.key);
  return new GraphQLError(message, {
    nodes,
    path: keys.reverse(),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
