import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { addHiddenSelections } from '../flattening/hidden.ts';
import { planFlattening } from '../flattening/plan.ts';
import { type Counts, count, maxAliases, maxDepth, maxDirectives, maxRootFields } from './counts.ts';
import { type Estimate, estimate, maxCost } from './estimate.ts';
import { coerceVariables, type Variables } from './variables.ts';

/** Something that an operation has too much of. */
export interface Fault {
  readonly code:
    | 'MAX_DEPTH_LIMIT'
    | 'MAX_ROOT_FIELDS_LIMIT'
    | 'MAX_ALIASES_LIMIT'
    | 'MAX_DIRECTIVES_LIMIT'
    | 'COST_ESTIMATED_TOO_EXPENSIVE';
  /** What it has. */
  readonly figure: number;
  /** What it may have. */
  readonly limit: number;
  /** For the client. */
  readonly message: string;
}

export interface Checked {
  /** Levels of fields. */
  readonly depth: number;
  readonly faults: readonly Fault[];
  /** Fields of the answer by estimate; undefined where variables do not fit, so that it will not be executed. */
  readonly cost: number | undefined;
}

/** What holds for an operation whatever its variables are: all of it, or its counts alone. */
const known = new WeakMap<OperationDefinitionNode, Checked | Counts>();

/**
 * Checks an operation against all limits of operations. What does not depend on variables is found out once: a
 * document must be checked against one schema only.
 * @param document a valid document
 * @param variables as they were given
 */
export function checkDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables | undefined,
): Checked {
  const before = known.get(operation);
  if (before !== undefined && 'faults' in before) return before;
  const counts = before ?? count(document, operation);
  const coerced = coerceVariables(schema, operation, variables ?? {});
  const estimated = coerced && estimateExecuted(schema, document, operation, coerced);
  const cost = estimated?.cost;
  const checked = { depth: counts.depth, faults: faultsOf(counts, cost ?? 0), cost };
  known.set(operation, estimated?.depends === false ? checked : counts);
  return checked;
}

/** Of what will be executed: to reshape its answer may take more than it selects. */
function estimateExecuted(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Estimate {
  const plan = planFlattening(document, operation.name?.value);
  const executed = plan && addHiddenSelections(plan, schema, variables).document;
  const whole = executed && getOperationAST(executed);
  // Faults of the directives keep it from being executed: then there is no such document.
  const { cost, depends } =
    executed !== undefined && whole != null
      ? estimate(schema, executed, whole, variables)
      : estimate(schema, document, operation, variables);
  return { cost, depends: depends || plan?.dependsOnVariables === true };
}

/** What is most plainly too much comes first. */
function faultsOf({ depth, rootFields, aliases, directives }: Counts, cost: number): Fault[] {
  const faults: Fault[] = [];
  const check = (code: Fault['code'], figure: number, limit: number, what: string) => {
    if (figure <= limit) return;
    faults.push({ code, figure, limit, message: `The operation ${what}; at most ${limit} are allowed.` });
  };
  check('MAX_DEPTH_LIMIT', depth, maxDepth, `is ${depth} levels deep`);
  check('COST_ESTIMATED_TOO_EXPENSIVE', cost, maxCost, `is estimated at ${cost} fields`);
  check('MAX_ROOT_FIELDS_LIMIT', rootFields, maxRootFields, `has ${rootFields} root fields`);
  check('MAX_ALIASES_LIMIT', aliases, maxAliases, `has ${aliases} aliases`);
  check('MAX_DIRECTIVES_LIMIT', directives, maxDirectives, `has ${directives} directives`);
  return faults;
}
