import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { exactJson } from '../core/exact-json.ts';
import type { Rendered } from './execution/text-run.ts';

/** What all answers that are kept may take, about: of the whole schema one takes some 0.8 MB. */
const maxBytes = 8 * 1024 * 1024;
/** Characters of variables; more of them is no tool that looks at the schema. */
const maxVariables = 500;

type Render = (args: ExecutionArgs) => Rendered | Promise<Rendered>;

/**
 * Answers to operations that ask for the schema and for nothing else: the same for everybody, as long as the process
 * lives. Who may ask is decided before. Kept by document, operation and variables, from the second time they are asked for.
 */
export class IntrospectionAnswers {
  readonly #render: Render;
  /** A number for each document that asks for the schema alone; undefined for any other. */
  readonly #numbers = new WeakMap<DocumentNode, number | undefined>();
  readonly #asked = new LRUCache<string, true>({ max: 100 });
  readonly #kept = new LRUCache<string, Rendered & { readonly data: string }>({
    maxSize: maxBytes,
    sizeCalculation: ({ data }) => 100 + data.length,
  });
  #documents = 0;

  /** @param render what answers when nothing is kept */
  constructor(render: Render) {
    this.#render = render;
  }

  /** Bytes of what is kept, about. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  readonly render: Render = args => {
    const key = this.#keyOf(args);
    if (key === undefined) return this.#render(args);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const made = this.#render(args);
    if (made instanceof Promise) return made;
    const { data, errors } = made;
    if (data !== undefined && data !== 'null' && errors === undefined && this.#asked.get(key) === true) {
      this.#kept.set(key, { data, errors });
    }
    this.#asked.set(key, true);
    return made;
  };

  #keyOf({ document, operationName, variableValues }: ExecutionArgs): string | undefined {
    const number = this.#numberOf(document);
    if (number === undefined) return undefined;
    const operation = getOperationAST(document, operationName);
    if (operation == null) return undefined;
    // Its place: names may be long.
    const place = document.definitions.indexOf(operation);
    const hasVariables = (operation.variableDefinitions?.length ?? 0) > 0;
    const variables = hasVariables ? exactJson(variableValues ?? {}) : '';
    return variables.length > maxVariables ? undefined : `${number} ${place} ${variables}`;
  }

  #numberOf(document: DocumentNode): number | undefined {
    if (this.#numbers.has(document)) return this.#numbers.get(document);
    const number = asksForSchemaAlone(document) ? ++this.#documents : undefined;
    this.#numbers.set(document, number);
    return number;
  }
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
