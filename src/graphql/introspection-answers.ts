import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** What all answers that are kept may take, about: of the whole schema one takes some 4 MB. */
const maxBytes = 16 * 1024 * 1024;
/** Of an answer, a character of its text: the text and the objects it was made of. */
const bytesOfCharacter = 5;
/** Characters of variables; more of them is no tool that looks at the schema. */
const maxVariables = 500;

type Data = NonNullable<ExecutionResult['data']>;
type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Answers to operations that ask for the schema and for nothing else: the same for everybody, as long as the process
 * lives. Who may ask is decided before. Kept by document, operation and variables, from the second time they are asked for.
 */
export class IntrospectionAnswers {
  readonly #execute: Execute;
  /** A number for each document that asks for the schema alone; undefined for any other. */
  readonly #numbers = new WeakMap<DocumentNode, number | undefined>();
  readonly #asked = new LRUCache<string, true>({ max: 100 });
  readonly #kept = new LRUCache<string, Data>({
    maxSize: maxBytes,
    sizeCalculation: data => 100 + textOf(data)!.length * bytesOfCharacter,
  });
  #documents = 0;

  /** @param execute what answers when nothing is kept */
  constructor(execute: Execute) {
    this.#execute = execute;
  }

  /** Bytes of what is kept, about. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  readonly execute: Execute = args => {
    const key = this.#keyOf(args);
    if (key === undefined) return this.#execute(args);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return { data: kept };
    const result = this.#execute(args);
    if (result instanceof Promise) return result;
    const { data, errors } = result;
    if (data != null && errors === undefined && this.#asked.get(key) === true) {
      texts.set(data, JSON.stringify(data));
      this.#kept.set(key, data);
    }
    this.#asked.set(key, true);
    return result;
  };

  #keyOf({ document, operationName, variableValues }: ExecutionArgs): string | undefined {
    const number = this.#numberOf(document);
    if (number === undefined) return undefined;
    const operation = getOperationAST(document, operationName);
    if (operation == null) return undefined;
    // Its place: names may be long.
    const place = document.definitions.indexOf(operation);
    const hasVariables = (operation.variableDefinitions?.length ?? 0) > 0;
    const variables = hasVariables ? JSON.stringify(variableValues ?? {}) : '';
    return variables.length > maxVariables ? undefined : `${number} ${place} ${variables}`;
  }

  #numberOf(document: DocumentNode): number | undefined {
    if (this.#numbers.has(document)) return this.#numbers.get(document);
    const number = asksForSchemaAlone(document) ? ++this.#documents : undefined;
    this.#numbers.set(document, number);
    return number;
  }
}

const texts = new WeakMap<object, string>();

/** The JSON of `data` where it is an answer that is kept: it need not be written again. */
export function textOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null ? texts.get(data) : undefined;
}

const fieldsOfEveryRoot = new Set(['__schema', '__type', '__typename']);

/** Of all its operations and fragments on the root. Directives are left to those who know what they do. */
function asksForSchemaAlone(document: DocumentNode): boolean {
  let [asks, alone] = [false, true];
  visit(document, {
    [Kind.DIRECTIVE]: () => {
      alone = false;
    },
  });
  const operations = document.definitions.filter(node => node.kind === Kind.OPERATION_DEFINITION);
  if (!alone || operations.some(({ operation }) => operation !== OperationTypeNode.QUERY)) return false;
  const fragments = new Map(
    document.definitions
      .filter(node => node.kind === Kind.FRAGMENT_DEFINITION)
      .map(node => [node.name.value, node.selectionSet]),
  );
  // A fragment is looked through once, whatever spreads it.
  const left = new Set(operations.map(({ selectionSet }: OperationDefinitionNode) => selectionSet));
  for (const { selections } of left) {
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) left.add(node.selectionSet);
      else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) left.add(fragment);
      } else {
        if (!fieldsOfEveryRoot.has(node.name.value)) return false;
        if (node.name.value !== '__typename') asks = true;
      }
    }
  }
  return asks;
}
