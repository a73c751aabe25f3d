import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { type Config, ConfigError } from '../../config.ts';
import type { Logger } from '../../core/log.ts';
import { checkDocument } from '../../graphql/limits/check.ts';
import { isNestedDeeperThan, maxNesting, parseOptions } from '../../graphql/limits/reading.ts';
import { sensitiveVariables } from '../../graphql/sensitive.ts';
import { isOptional } from '../../graphql/warming.ts';
import { validationRules } from '../apollo.ts';
import {
  describeFault,
  type Fault,
  type Manifest,
  type ManifestEntry,
  manifestsIn,
  maxOperations,
  readManifest,
} from './manifests.ts';
import { plainId, type RegisteredOperation, RegisteredOperations, sha256 } from './registered.ts';

/** Of an id: visible ASCII, for it stands in logs and URLs. */
const idPattern = /^[\x21-\x7e]{1,256}$/;
const hashPattern = /^[0-9a-f]{64}$/;

/** A registered operation of which more manifests may be read. */
interface Growing extends RegisteredOperation {
  readonly ids: Set<string>;
  readonly manifests: Set<string>;
}

/** Files read and what they hold registered, with everything that is wrong. */
export function readOperations(files: readonly string[], schema: GraphQLSchema) {
  const read = files.map(readManifest);
  const manifests = read.filter(one => 'entries' in one);
  const unread = read.filter(one => 'message' in one);
  const total = manifests.reduce((sum, { entries }) => sum + entries.length, 0);
  if (total > maxOperations) {
    const message = `there are ${total} operations in all; at most ${maxOperations} can be registered`;
    return { operations: [], faults: [...unread, { file: files.join(', '), message }] };
  }
  const { operations, faults } = registerOperations(manifests, schema);
  return { operations, faults: [...unread, ...faults] };
}

/**
 * The operations of the configured folder, and of another one. What is over a limit is only logged where limits only warn.
 * @throws ConfigError, a line a fault
 */
export function loadRegistered(
  { persisted: { folder }, limits }: Pick<Config, 'persisted' | 'limits'>,
  schema: GraphQLSchema,
  logger: Logger,
  another?: string,
): RegisteredOperations {
  const folders = [folder, another].filter(one => one !== undefined);
  if (folders.length === 0) return new RegisteredOperations([]);
  const found = folders.map(manifestsIn);
  const files = found.flatMap(one => one.files);
  const unread = found.flatMap(one => one.faults);
  const { operations, faults } = readOperations(files, schema);
  const wrong: string[] = [];
  for (const fault of [...unread, ...faults]) {
    const line = `PERSISTED_OPERATIONS: ${describeFault(fault)}`;
    if (fault.isOverLimit && limits === 'warn') logger.warn({}, line);
    else wrong.push(line);
  }
  if (wrong.length > 0) throw new ConfigError(wrong);
  logger.info({ manifests: files.length, operations: operations.length }, 'operations are registered');
  return new RegisteredOperations(operations);
}

/**
 * Parses and validates what manifests hold, each text once. What is faulty is left out and told of; what is only over a
 * limit is told of and stays.
 */
export function registerOperations(
  manifests: readonly Manifest[],
  schema: GraphQLSchema,
): { readonly operations: readonly RegisteredOperation[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const byId = new Map<string, Growing>();
  const byHash = new Map<string, Growing>();
  const manifestNames = new Set(manifests.map(({ name }) => name));
  for (const { file, name: manifest, entries } of manifests) {
    for (const entry of entries) {
      const tell = (fault: Omit<Fault, 'file'>) =>
        faults.push({ file, operation: shortened(entry.name ?? entry.id), ...fault });
      const hash = sha256(entry.text);
      const wrong = wrongId(entry.id, hash, manifestNames);
      if (wrong !== undefined) {
        tell({ message: wrong });
        continue;
      }
      const id = plainId(entry.id);
      const other = byId.get(id);
      if (other !== undefined && other.hash !== hash) {
        tell({ message: `another text has the same id, in ${[...other.manifests][0]}.json` });
        continue;
      }
      const operation = byHash.get(hash) ?? made(entry, { id, hash }, schema, tell);
      if (operation === undefined) continue;
      const contradiction = contradicts(entry, operation);
      if (contradiction !== undefined) {
        tell({ message: contradiction });
        continue;
      }
      byId.set(id, operation);
      byHash.set(hash, operation);
      operation.ids.add(id);
      operation.manifests.add(manifest);
    }
  }
  return { operations: [...byHash.values()], faults };
}

/** Undefined when it is right. */
function wrongId(id: string, hash: string, manifestNames: ReadonlySet<string>): string | undefined {
  if (!idPattern.test(id)) return 'an id is 1 to 256 visible characters of ASCII';
  const plain = plainId(id);
  // A hash that lies would let a text pass for another.
  if ((plain !== id || hashPattern.test(plain)) && plain !== hash) {
    return `the id is not the SHA-256 of the text, which is ${hash}`;
  }
  // Partners are granted both by their names.
  return manifestNames.has(plain) ? 'the id is the name of a manifest too' : undefined;
}

/** Undefined when the text will not do, of which is told. */
function made(
  { text }: ManifestEntry,
  known: Pick<RegisteredOperation, 'id' | 'hash'>,
  schema: GraphQLSchema,
  tell: (fault: Omit<Fault, 'file'>) => void,
): Growing | undefined {
  const document = parsed(text, schema);
  if ('errors' in document) {
    for (const error of document.errors) tell(toFault(error));
    return undefined;
  }
  const operations = document.definitions.filter(node => node.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) {
    tell({ message: `the document holds ${operations.length} operations; it must hold exactly one` });
    return undefined;
  }
  if (slicesByVariable(document)) {
    tell({ message: 'the path of @slice may not be a variable: callers would choose what is read' });
    return undefined;
  }
  // With the defaults of its variables, and without those that have to be given.
  const optional = operation.variableDefinitions?.filter(isOptional) ?? [];
  const checked = checkDocument(schema, document, { ...operation, variableDefinitions: optional }, {});
  for (const { message } of checked.faults) tell({ message, isOverLimit: true });
  const variables = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  return {
    ...known,
    name: operation.name?.value,
    type: operation.operation,
    text,
    document,
    operation,
    variables: new Set(variables),
    sensitiveIn: sensitiveVariables(schema, document),
    cost: checked.cost ?? 0,
    depth: checked.depth,
    ids: new Set(),
    manifests: new Set(),
  };
}

/** What a registered operation reads is settled when it is registered. */
function slicesByVariable(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name, arguments: args }) {
      if (name.value === 'slice') found ||= args?.some(({ value }) => value.kind === Kind.VARIABLE) ?? false;
    },
  });
  return found;
}

/** The document, or what is wrong with it. */
function parsed(
  text: string,
  schema: GraphQLSchema,
): DocumentNode | { readonly errors: readonly GraphQLError[] } {
  const one = (message: string) => ({ errors: [new GraphQLError(message)] });
  if (isNestedDeeperThan(text, maxNesting)) return one('the document is nested too deeply');
  try {
    const document = parse(text, parseOptions);
    const errors = validate(schema, document, [...specifiedRules, ...validationRules]);
    return errors.length === 0 ? document : { errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** What a manifest says of an operation is what people go by. */
function contradicts({ name, type }: ManifestEntry, operation: RegisteredOperation): string | undefined {
  if (type !== undefined && type !== operation.type) {
    return `the manifest calls it a ${type}; the document holds a ${operation.type}`;
  }
  if (name !== undefined && name !== operation.name) {
    return `the manifest calls it otherwise than the document, which has ${operation.name ?? 'no name'}`;
  }
  return undefined;
}

function toFault({ message, locations }: GraphQLError): Omit<Fault, 'file'> {
  return { message, ...locations?.[0] };
}

function shortened(id: string): string {
  const visible = id.replace(/[^\x20-\x7e]/g, '?');
  return visible.length > 64 ? `${visible.slice(0, 63)}…` : visible;
}
