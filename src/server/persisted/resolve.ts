import type { PersistedMode } from '../../config.ts';
import { GatewayError } from '../../core/errors.ts';
import type { Caller } from '../../graphql/context.ts';
import { badRequest } from '../requests.ts';
import type { Asked } from './asked.ts';
import type { AutomaticQueries } from './automatic.ts';
import { isGranted, type RegisteredOperation, type RegisteredOperations, sha256 } from './registered.ts';

export interface ResolveOptions {
  readonly mode: PersistedMode;
  readonly registered: RegisteredOperations;
  readonly automatic: Pick<AutomaticQueries, 'find'>;
}

/** What will be executed. With none of it Apollo answers: there is nothing to execute. */
export interface Resolved {
  readonly operation?: RegisteredOperation;
  /** What was registered on the way, by Apollo's protocol. */
  readonly automatic?: string;
  /** SHA-256 of a text that is not registered. */
  readonly unregistered?: string;
}

/**
 * Which operation a request asks for, and whether its caller may. A partner may call registered operations that he
 * was granted, by id; others what the mode says.
 * @throws GatewayError PERSISTED_QUERY_ID_REQUIRED, PERSISTED_QUERY_NOT_IN_LIST, QUERY_NOT_IN_SAFELIST, BAD_USER_INPUT; an
 * error of HTTP 400 where id and text contradict one another
 */
export function resolve(asked: Asked, caller: Caller, options: ResolveOptions): Resolved {
  const { text, documentId, sha256Hash } = asked;
  const ids = [documentId, sha256Hash].filter(id => id !== undefined);
  if (text === undefined && ids.length === 0) return {};
  const isPartner = caller.kind === 'partner';
  const needsId = isPartner || options.mode === 'require-id';
  // Also beside an id: what a text is registered as is nobody's to try out.
  if (needsId && (text !== undefined || ids.length === 0)) throw idRequired();
  if (ids.length === 0) return ofText(text!, asked, options);
  const found = ids.map(id => find(id, caller, options.registered));
  const [first] = found;
  if (first === undefined || found.includes(undefined)) {
    if (documentId !== undefined || needsId) throw notInList();
    return ofProtocol(sha256Hash!, text, caller, options);
  }
  if (found.some(each => each !== first))
    throw badRequest('documentId and extensions.persistedQuery are of different operations.');
  if (text !== undefined && sha256(text) !== first.hash) throw badRequest(mismatch);
  if (isPartner) refuseUndeclared(asked.variables, first);
  refuseSensitive(asked, first);
  return { operation: first };
}

/** What a caller may not call does not exist for him. */
function find(id: string, { kind, partner }: Caller, registered: RegisteredOperations) {
  const operation = registered.find(id);
  if (kind !== 'partner' || operation === undefined) return operation;
  return partner !== undefined && isGranted(operation, partner) ? operation : undefined;
}

function ofText(text: string, asked: Asked, { mode, registered }: ResolveOptions): Resolved {
  // Nobody wants to know.
  if (mode === 'off' && registered.all.length === 0) return {};
  const hash = sha256(text);
  const operation = registered.withHash(hash);
  if (operation !== undefined) {
    refuseSensitive(asked, operation);
    return { operation };
  }
  if (mode === 'safelist') throw notInSafelist();
  return { unregistered: hash };
}

/** By a hash that is not registered: Apollo's protocol, where texts need not be. */
function ofProtocol(
  sha256Hash: string,
  text: string | undefined,
  { tenant }: Caller,
  { mode, automatic }: ResolveOptions,
): Resolved {
  if (text !== undefined && sha256(text) !== sha256Hash) throw badRequest(mismatch);
  if (mode === 'safelist') throw text === undefined ? notInList() : notInSafelist();
  if (text !== undefined) return { unregistered: sha256Hash };
  const known = automatic.find(tenant, sha256Hash);
  return known === undefined ? {} : { automatic: known, unregistered: sha256Hash };
}

/** URLs are kept by whatever they pass. */
function refuseSensitive({ inUrl, variables }: Asked, { sensitiveIn }: RegisteredOperation): void {
  const name = inUrl ? sensitiveIn(variables) : undefined;
  if (name === undefined) return;
  throw new GatewayError(
    'BAD_USER_INPUT',
    `What is given for $${name} may tell who somebody is, which does not belong into a URL: send it by POST.`,
  );
}

function refuseUndeclared(given: Asked['variables'], { variables }: RegisteredOperation): void {
  if (Object.keys(given).every(name => variables.has(name))) return;
  const declared = [...variables].map(name => `$${name}`).join(', ') || 'none';
  throw new GatewayError(
    'BAD_USER_INPUT',
    `There are variables that the operation does not declare. It declares: ${declared}.`,
  );
}

/** Apollo's words. */
const mismatch = 'provided sha does not match query';

function idRequired(): GatewayError {
  return new GatewayError(
    'PERSISTED_QUERY_ID_REQUIRED',
    'Only registered operations may be called, and by their id alone: send documentId, and no query.',
  );
}

/** One for what does not exist and for what is another's. */
function notInList(): GatewayError {
  return new GatewayError('PERSISTED_QUERY_NOT_IN_LIST', 'There is no registered operation of that id.');
}

function notInSafelist(): GatewayError {
  return new GatewayError(
    'QUERY_NOT_IN_SAFELIST',
    'Only registered operations may be called, and this is none.',
  );
}
