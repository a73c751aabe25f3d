import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, parse, print } from 'graphql';

/** An operation that the explorer offers. */
export interface Example {
  /** Of the operation. */
  readonly name: string;
  readonly type: 'query' | 'mutation';
  /** What it does, in a sentence or two. */
  readonly description: string;
  /** As its file has it. */
  readonly text: string;
  /** As it is registered: what clients print of it. */
  readonly body: string;
  /** JSON that it can be tried with on the sample data; empty where it needs none. */
  readonly variables: string;
}

const folder = fileURLToPath(new URL('../../../examples/operations/', import.meta.url));

/** The operations in `examples/operations`, a file each, in the order of their names. */
export function readExamples(): readonly Example[] {
  return globSync('*.graphql', { cwd: folder })
    .sort()
    .map(file => toExample(readFileSync(folder + file, 'utf8')));
}

/**
 * @param text begins with comments: what the operation does, and, if it takes any, `# Variables: {…}` to try it with, on
 *   a line of its own
 */
export function toExample(text: string): Example {
  const document = parse(text);
  const operation = document.definitions.find(node => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.name === undefined || operation.operation === 'subscription')
    throw new Error('An example holds one query or mutation, with a name');
  const comments = /^(?:#.*\n)*/
    .exec(text)![0]
    .split('\n')
    .map(line => line.replace(/^#\s*/, ''));
  const mark = 'Variables: ';
  const variables = comments.find(line => line.startsWith(mark))?.slice(mark.length) ?? '';
  return {
    name: operation.name.value,
    type: operation.operation,
    description: comments.filter(line => line !== '' && !line.startsWith(mark)).join(' '),
    text,
    body: print(document),
    variables: variables && JSON.stringify(JSON.parse(variables), null, 2),
  };
}
