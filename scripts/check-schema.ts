/**
 * Part of `npm run lint`: everything in `schema/` says what it is, and what is deprecated says what to use instead and until
 * when it stays.
 */
import { globSync, readFileSync } from 'node:fs';
import {
  type ASTNode,
  type DirectiveNode,
  getLocation,
  Kind,
  parse,
  type StringValueNode,
  visit,
} from 'graphql';

/** Definitions that have a description of their own. Extensions are described where their type is defined. */
const described: ReadonlySet<string> = new Set([
  Kind.SCHEMA_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
]);

const deprecation = /^Use `[^`]+`.* Goes after \d{4}-\d{2}-\d{2}\.$/s;

/**
 * @param sdl one document
 * @param file for the messages
 * @returns what is wrong, as `file:line: in words`
 */
export function schemaFaults(sdl: string, file: string): readonly string[] {
  const faults: string[] = [];
  visit(parse(sdl), {
    enter(node) {
      const at = () =>
        `${file}:${node.loc === undefined ? 0 : getLocation(node.loc.source, node.loc.start).line}`;
      if (described.has(node.kind) && !descriptionOf(node))
        faults.push(`${at()}: ${nameOf(node)} has no description`);
      if (
        node.kind === Kind.DIRECTIVE &&
        node.name.value === 'deprecated' &&
        !deprecation.test(reasonOf(node))
      )
        faults.push(`${at()}: say "Use \`what\`. Goes after YYYY-MM-DD." as the reason of @deprecated`);
    },
  });
  return faults;
}

function descriptionOf(node: ASTNode): string {
  return (
    ('description' in node ? (node.description as StringValueNode | undefined)?.value : undefined)?.trim() ??
    ''
  );
}

function nameOf(node: ASTNode): string {
  return 'name' in node && node.name !== undefined ? (node.name as { value: string }).value : 'the schema';
}

function reasonOf(node: DirectiveNode): string {
  const reason = node.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return reason?.kind === Kind.STRING ? reason.value : '';
}

if (import.meta.main) {
  const files = globSync('schema/**/*.graphql').sort();
  const faults = files.flatMap(file => schemaFaults(readFileSync(file, 'utf8'), file));
  if (files.length === 0) faults.push('schema/ has no files');
  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\n`);
    process.exitCode = 1;
  } else {
    process.stdout.write(`Everything in ${files.length} files of the schema is described.\n`);
  }
}
