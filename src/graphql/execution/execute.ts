import {
  assertValidSchema,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { KeptTexts } from './kept-texts.ts';
import { ObjectRun } from './object-run.ts';
import { Plan, type Planned } from './plan.ts';
import { type Rendered, TextRun } from './text-run.ts';

/** Fields of all plans that are kept, of half a kilobyte each; what else they keep counts as so many fields. */
const maxKeptFields = 100_000;
/** Characters of a document that weigh as much as a field, with the tokens and nodes made of them: a plan keeps all of it. */
const charactersOfField = 8;
/** Of one operation: one that has more is planned anew each time. */
const maxFieldsOfOne = 4_000;
/** Ways in which the conditions of one operation may be decided, of which plans are kept. */
const maxVariants = 16;
/** Of all texts of shared objects that are kept. */
const maxTextBytes = 16 * 2 ** 20;
/** From this use on plans are kept: what is asked for once or twice must not push out the others. */
const keptFromUse = 3;

/** What is the same in every execution of an operation. */
interface Known extends Planned {
  /** Names of variables in conditions; undefined: graphql-js has to execute it. */
  readonly conditions: readonly string[] | undefined;
  /** By how the conditions are decided. */
  readonly plans: Map<string, Plan>;
  uses: number;
  /** Fields of all plans. */
  fields: number;
}

type Found =
  | { readonly plan: Plan; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly plan: undefined; readonly errors: readonly GraphQLError[] };

/**
 * An `execute` that answers as graphql-js's does, several times as fast: what graphql-js finds out for each field of each
 * object (which fields there are, how their values are completed, their arguments) is found out once for an operation.
 * Takes no resolvers but those of the schema. Queries alone: what a mutation does takes longer than its execution, and its fields wait for one another.
 */
export class PlannedExecution {
  readonly #schema: GraphQLSchema;
  readonly #canPlan: boolean;
  readonly #texts: KeptTexts;
  /** By document: those with hidden selections have operations of others, with other fragments. */
  readonly #known = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Known>>();
  readonly #kept = new LRUCache<Known, number>({
    maxSize: maxKeptFields,
    sizeCalculation: fields => fields + 1,
    dispose: (_, known, reason) => {
      if (reason !== 'set') forget(known);
    },
  });

  /** Operations that were executed by a plan and by graphql-js; plans, and the fields of all of them. */
  readonly figures = { planned: 0, handedOn: 0, plans: 0, fields: 0 };

  /** @param textBytes that texts of shared objects may take */
  constructor(schema: GraphQLSchema, textBytes = maxTextBytes) {
    assertValidSchema(schema);
    this.#schema = schema;
    this.#texts = new KeptTexts(textBytes);
    // No type of ours is told by a look at its values.
    this.#canPlan = Object.values(schema.getTypeMap()).every(
      type => !isObjectType(type) || type.isTypeOf == null,
    );
  }

  /** @param args of the schema given before, which is checked then */
  readonly execute = (args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> => {
    const found = this.#find(args);
    if (found === undefined) return execute(args);
    if (found.plan === undefined) return { errors: found.errors };
    return new ObjectRun(found.plan, found.variables, args).execute();
  };

  /** The same answer as text: `data` is what JSON.stringify makes of that of `execute`. */
  readonly render = (args: ExecutionArgs): Rendered | Promise<Rendered> => {
    const found = this.#find(args);
    if (found === undefined) {
      const result = execute(args);
      return result instanceof Promise ? result.then(renderedOf) : renderedOf(result);
    }
    if (found.plan === undefined) return { data: undefined, errors: found.errors };
    return new TextRun(found.plan, found.variables, args).execute();
  };

  /** What texts that are kept take, about; those of objects that are gone are counted until room is made. */
  get textBytes(): number {
    return this.#texts.bytes;
  }

  /** Undefined: graphql-js has to execute it. */
  #find(args: ExecutionArgs): Found | undefined {
    const operation = getOperationAST(args.document, args.operationName);
    const known =
      this.#canPlan && operation?.operation === OperationTypeNode.QUERY
        ? this.#knownOf(args.document, operation)
        : undefined;
    if (known?.conditions === undefined) {
      this.figures.handedOn += 1;
      return undefined;
    }
    this.figures.planned += 1;
    const { coerced, errors } = getVariableValues(
      this.#schema,
      known.operation.variableDefinitions ?? [],
      args.variableValues ?? {},
      { maxErrors: args.options?.maxCoercionErrors ?? 50, hideSuggestions: args.hideSuggestions ?? false },
    );
    if (errors !== undefined) return { plan: undefined, errors };
    return { plan: this.#planOf(known, coerced), variables: coerced };
  }

  /** What is kept weighs as much as so many fields. */
  get keptFields(): number {
    return this.#kept.calculatedSize;
  }

  #knownOf(document: DocumentNode, operation: OperationDefinitionNode): Known {
    const operations = this.#known.get(document) ?? new Map<OperationDefinitionNode, Known>();
    this.#known.set(document, operations);
    const before = operations.get(operation);
    if (before !== undefined) return before;
    const known: Known = {
      ...{ schema: this.#schema, operation, fragments: fragmentsOf(document) },
      conditions: conditionsOf(document)?.filter(condition =>
        operation.variableDefinitions?.some(({ variable }) => variable.name.value === condition),
      ),
      ...{ plans: new Map(), uses: 0, fields: 0 },
    };
    operations.set(operation, known);
    return known;
  }

  #planOf(known: Known, variables: Readonly<Record<string, unknown>>): Plan {
    // Plans are kept: nothing else of what a caller gave may be, and no closure here may name the variables.
    const conditions = conditionsAmong(variables, known.conditions!);
    const decided = known.conditions!.map(name => conditions[name]);
    const key = decided.join();
    const before = known.plans.get(key);
    if (known.uses < keptFromUse) known.uses += 1;
    if (before !== undefined) {
      this.#kept.get(known);
      return before;
    }
    this.figures.plans += 1;
    const isKept =
      known.uses >= keptFromUse &&
      known.plans.size < maxVariants &&
      decided.every(value => typeof value === 'boolean');
    const onFields = (count: number) => {
      this.figures.fields += count;
      // It may have been pushed out while it is executed.
      if (known.plans.get(key) === plan) this.#grow(known, count);
    };
    const plan: Plan = new Plan(known, conditions, onFields, isKept ? this.#texts : undefined);
    if (isKept) {
      known.plans.set(key, plan);
      this.#grow(known, 0);
    }
    return plan;
  }

  #grow(known: Known, fields: number): void {
    known.fields += fields;
    if (known.fields > maxFieldsOfOne) {
      this.#kept.delete(known);
      return;
    }
    const characters = known.operation.loc?.source.body.length ?? 0;
    this.#kept.set(known, known.fields + Math.ceil(characters / charactersOfField));
  }
}

function renderedOf({ data, errors }: ExecutionResult): Rendered {
  return { data: data === undefined ? undefined : JSON.stringify(data), errors };
}

function conditionsAmong(variables: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const found: Record<string, unknown> = Object.create(null);
  for (const name of names) if (name in variables) found[name] = variables[name];
  return found;
}

function forget(known: Known): void {
  for (const plan of known.plans.values()) plan.giveUp();
  known.plans.clear();
  known.fields = 0;
}

function fragmentsOf({ definitions }: DocumentNode): Planned['fragments'] {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return fragments;
}

/** The variables in conditions, of all its operations; undefined where a name in the answer is one that every object has already. */
function conditionsOf(document: DocumentNode): readonly string[] | undefined {
  const names = new Set<string>();
  let isSafe = true;
  visit(document, {
    Field: ({ alias, name }) => {
      if ((alias ?? name).value in Object.prototype) isSafe = false;
    },
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return isSafe ? [...names] : undefined;
}
