import { type DocumentNode, Kind, type OperationDefinitionNode, type VariableDefinitionNode } from 'graphql';
import { within } from '../core/clock.ts';
import { runOutsideRequest } from '../core/context.ts';
import { Ending, type GivesUp, nobody } from '../core/ending.ts';
import { asError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import { unrestricted } from '../services/permissions.ts';
import { direct } from '../tenants/lanes.ts';
import type { Lease } from '../tenants/tenant.ts';
import { createContext, type Services } from './context.ts';
import type { Execute } from './executor.ts';
import type { Leases } from './session.ts';

/** An operation that will be asked for; its document is valid. */
export interface Foreseen {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** A tenant that is being warmed up: nobody else can use it yet. */
export type Warming = Pick<Lease, 'tenant' | 'collection'>;

export interface AheadOptions {
  readonly execute: Execute;
  readonly services: Services;
  readonly logger: Logger;
}

const maxOperations = 50;
/** A warm-up is delayed by no more. */
const maxMs = 3_000;

/** Those that can be executed without anybody's variables, as many as are. */
export function executable<Operation extends Foreseen>(
  operations: readonly Operation[],
): readonly Operation[] {
  return operations
    .filter(
      ({ operation }) =>
        operation.operation === 'query' && operation.variableDefinitions?.every(isOptional) !== false,
    )
    .slice(0, maxOperations);
}

/** Whether a caller may leave the variable out. */
export function isOptional({ type, defaultValue }: VariableDefinitionNode): boolean {
  return defaultValue !== undefined || type.kind !== Kind.NON_NULL_TYPE;
}

/**
 * Executes queries one after the other, so that the resources, lists and counts that they read lie in the caches, which
 * are shared within the tenant. Their answers are kept by the callers' rights, and not here. Never fails.
 */
export async function executeAhead(
  queries: readonly Foreseen[],
  warming: Warming,
  options: AheadOptions,
): Promise<void> {
  if (queries.length === 0) return;
  const { clock } = options.services;
  const late = new Ending();
  // The lines of whoever asked for the warm-up name his operation.
  const work = runOutsideRequest(async () => {
    for (const query of queries) {
      if (late.aborted) return;
      await executeOne(query, warming, late, options);
    }
  });
  await within(maxMs, clock, work);
  late.abort(new Error('The warm-up goes on without'));
}

async function executeOne(
  { document, operation }: Foreseen,
  warming: Warming,
  late: GivesUp,
  { execute, services, logger }: AheadOptions,
): Promise<void> {
  const operationName = operation.name?.value;
  const tell = (codes: readonly unknown[]) =>
    logger.debug(
      { tenant: warming.tenant, operation: operationName, codes },
      'an operation was not executed ahead',
    );
  try {
    const caller = { tenant: warming.tenant, reviewer: null, permissions: unrestricted };
    const context = createContext(caller, services, late, leasesOf(warming));
    const { errors } = await execute({ document, operationName, variables: undefined, context });
    if (errors !== undefined) tell(errors.map(({ extensions }) => extensions.code));
  } catch (error) {
    tell([asError(error).name]);
  }
}

/** The collection itself: there are no leases yet on a tenant that is not warm. */
function leasesOf({ tenant, collection }: Warming): Leases {
  return {
    acquire: async (_: TenantId, { asker = nobody } = {}) => ({
      ...{ tenant, signal: asker.signal, collection: direct(collection, { asker, ended: asker.signal }) },
      // What is read ahead is not what users have read.
      ...{ touch: nothing, note: nothing, release: nothing },
    }),
    acquireAtOnce: () => undefined,
  };
}

const nothing = () => undefined;
