import {
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

type Marked = Pick<GraphQLArgument | GraphQLInputField, 'astNode'>;

/**
 * Of a valid document, a test of variables as they were sent: the name of one that has a value for something marked
 * `@sensitive`, by itself or within, or undefined when none has.
 */
export function sensitiveVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
): (variables: Readonly<Record<string, unknown>>) => string | undefined {
  const types = new Map<string, GraphQLInputType>();
  const marked = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  /** The arguments and input fields around where the visit stands: a value within a marked one is marked as well. */
  const around: boolean[] = [];
  const leave = () => {
    around.pop();
  };
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition(node) {
        const type = typeFromAST(schema, node.type as never);
        if (isInputType(type)) types.set(node.variable.name.value, type);
        return false;
      },
      Argument: {
        enter() {
          around.push(isSensitive(typeInfo.getArgument()));
        },
        leave,
      },
      ObjectField: {
        enter(node) {
          around.push(isSensitive(inputField(typeInfo, node.name.value)));
        },
        leave,
      },
      Variable(node) {
        if (around.includes(true)) marked.add(node.name.value);
      },
    }),
  );
  return variables => {
    for (const [name, type] of types) {
      const value = variables[name];
      if (value === undefined || value === null) continue;
      if (marked.has(name) || holdsSensitive(type, value)) return name;
    }
    return undefined;
  };
}

function inputField(typeInfo: TypeInfo, name: string): Marked | undefined {
  const type = typeInfo.getParentInputType();
  return isInputObjectType(type) ? type.getFields()[name] : undefined;
}

function holdsSensitive(type: GraphQLInputType, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const entries = Array.isArray(value) ? value : [value];
    return entries.some(entry => holdsSensitive(inner.ofType, entry));
  }
  if (!isInputObjectType(inner) || typeof value !== 'object') return false;
  return Object.values(inner.getFields()).some(field => {
    const given = (value as Readonly<Record<string, unknown>>)[field.name];
    return given != null && (isSensitive(field) || holdsSensitive(field.type, given));
  });
}

function isSensitive(defined: Marked | null | undefined): boolean {
  return defined?.astNode?.directives?.some(({ name }) => name.value === 'sensitive') ?? false;
}
