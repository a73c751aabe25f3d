import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getDirectiveValues,
  isNonNullType,
  print,
} from 'graphql';
import type { FieldExample } from './examples.ts';

/** An example, and what it was answered. */
export interface Answered extends FieldExample {
  readonly data: unknown;
}

const opening = `<!-- Made by scripts/schema-docs.ts: npm run codegen. Do not edit. -->
# Schema

Every field of \`Query\` and \`Mutation\`, what it needs, and an example with its answer. The examples are executed against the sample
data whenever this file is made, and by the tests. Each type and field is described in the schema itself: look it up in the
[explorer](explorer.md), or in [\`schema/\`](../schema).

- **Two vocabularies.** \`patient\`, \`patients\` and their like are for user interfaces: cursors, filters, orders.
  \`Patient\`, \`PatientList\`, \`PatientConnection\` are [FHIR's own](fhir.md), with every search parameter of R4. Both return the same types.
- **A tenant has to be warm** for most of it: otherwise a field fails with \`TENANT_COLD\`. Call \`warmUpTenant\` first ([tenants.md](tenants.md)).
- **Rights** count where requests are authenticated ([identity.md](identity.md)). A field that is refused does not take its neighbours along.
- **Errors** have a code in \`extensions.code\` ([operations.md](operations.md#errors)). What an operation may cost is bounded ([limits.md](limits.md)).

## How it changes

The schema changes by adding. What was there stays: clients are never broken by an upgrade of the same major version.

- **Deprecated** is what has a better replacement: \`@deprecated(reason: "Use \\\`x\\\`. Goes after 2027-06-30.")\`. \`npm run lint\` wants both, the
  replacement and the day. That is at least six months and one minor version away, and what is deprecated works until then as it did.
- **Who still uses it**: metrics count registered operations by name ([metrics.md](metrics.md)), and \`operations check\` of the version to
  come tells which of them would no longer fit ([persisted-operations.md](persisted-operations.md#checking-one)).
- **Taken away** it is only in a major version, after that day.
- \`npm run codegen\` compares the schema with its snapshot, [\`test/graphql/public-schema.graphql\`](../test/graphql/public-schema.graphql), and stops at a
  change that could break a client: a field, argument or value that goes, a type that changes, an argument that becomes required.
  Such a change is accepted by \`npm run schema:accept\`, on purpose, in a commit that says why; CI compares the same, so that
  neither can be forgotten.
`;

/** The whole of `docs/schema.md`. */
export function renderSchemaDocs(schema: GraphQLSchema, answered: readonly Answered[]): string {
  const sections = answered.map(example => renderField(schema, example));
  const parts = ['Query', 'Mutation'].map(type => {
    const own = sections.filter((_, place) => answered[place]!.field.startsWith(`${type}.`));
    return `## ${type}\n\n${own.join('\n')}`;
  });
  return `${opening}\n${parts.join('\n')}`;
}

function renderField(schema: GraphQLSchema, example: Answered): string {
  const [type = '', name = ''] = example.field.split('.');
  const field = (type === 'Query' ? schema.getQueryType() : schema.getMutationType())!.getFields()[name]!;
  const needs = renderNeeds(schema, field);
  const { variables } = example;
  return [
    `### ${name}\n`,
    `\`${name}: ${field.type}\`${needs}\n`,
    `${inMarkdown(field.description ?? '')}\n`,
    ...renderArguments(field.args),
    `\`\`\`graphql\n${example.document}\n\`\`\`\n`,
    ...(variables === undefined ? [] : [`\`\`\`json\n${JSON.stringify(variables)}\n\`\`\`\n`]),
    `<details><summary>Answer</summary>\n\n\`\`\`json\n${JSON.stringify(example.data, null, 2)}\n\`\`\`\n\n</details>\n`,
  ].join('\n');
}

const rights: Readonly<Record<string, string>> = { READ: '.r', SEARCH: '.s', UPDATE: '.u' };

function renderNeeds(schema: GraphQLSchema, { astNode }: GraphQLField<unknown, unknown>): string {
  const values = (name: string) => astNode && getDirectiveValues(schema.getDirective(name)!, astNode);
  const needs: string[] = [];
  if (values('requiresWarmTenant') !== undefined) needs.push('a warm tenant');
  const scope = values('requiresScope') as { action: string; type?: string } | undefined;
  if (scope !== undefined) {
    const right = rights[scope.action];
    if (right === undefined)
      needs.push(`the right \`gateway/${scope.action.toLowerCase().replace('_', '-')}\``);
    else if (scope.type === undefined) needs.push(`the right \`${right.slice(1)}\` of each type concerned`);
    else needs.push(`the right \`${scope.type}${right}\``);
  }
  return needs.length === 0 ? '' : ` — needs ${needs.join(' and ')}`;
}

function renderArguments(args: readonly GraphQLArgument[]): string[] {
  if (args.length === 0) return [];
  const rows = args.map(
    arg =>
      `| \`${arg.name}\` | \`${arg.type}\`${byDefault(arg)} | ${inMarkdown(arg.description ?? '').replaceAll('|', '\\|')} |`,
  );
  const table = ['| argument | type | |', '|---|---|---|', ...rows, ''].join('\n');
  if (args.length <= 6) return [table];
  return [`<details><summary>${args.length} arguments</summary>\n\n${table}\n</details>\n`];
}

function byDefault({ astNode, type }: GraphQLArgument): string {
  const { defaultValue } = astNode ?? {};
  if (defaultValue !== undefined) return ` = \`${print(defaultValue)}\``;
  return isNonNullType(type) ? ', required' : '';
}

/** In a line. */
function inMarkdown(description: string): string {
  return description.replaceAll(/\s*\n\s*/g, ' ').trim();
}
