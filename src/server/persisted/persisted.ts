import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../core/log.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import { callerOf } from '../requests.ts';
import { askedBy, putText, writeUrl } from './asked.ts';
import { type Resolved, type ResolveOptions, resolve } from './resolve.ts';

/** Texts that are not registered of which is told in the log. */
const maxTold = 10_000;

export interface PersistedOptions extends ResolveOptions {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'persistedOperations'>;
}

/** Persisted operations, before anything else looks at what a request asks for. */
export class PersistedOperations {
  readonly #options: PersistedOptions;
  readonly #told = new Set<string>();

  constructor(options: PersistedOptions) {
    this.#options = options;
  }

  /**
   * Makes a request by id one for a plain text, which Apollo and the cache of answers know.
   * @throws as `resolve`
   */
  resolve(request: FastifyRequest): Resolved {
    const resolved = this.#resolve(request);
    const { operation } = resolved;
    if (operation !== undefined) request.context.operationId = operation.id;
    const text = operation?.text ?? resolved.automatic;
    if (text !== undefined) putText(request, text);
    if (request.method === 'GET') writeUrl(request);
    return resolved;
  }

  /** To be told when it was answered: with `log`, once of each text that was not refused. */
  answered({ unregistered }: Resolved, reply: FastifyReply): void {
    const { mode, logger } = this.#options;
    if (mode !== 'log' || unregistered === undefined || reply.statusCode >= 400) return;
    if (this.#told.has(unregistered) || this.#told.size >= maxTold) return;
    this.#told.add(unregistered);
    // The operation's name is in every line of a request.
    logger.warn({ sha256: unregistered }, 'the operation is not registered');
  }

  /** To be told of each request for a registered operation. */
  countRegistered(): void {
    this.#options.metrics.persistedOperations.inc({ outcome: 'registered' });
  }

  #resolve(request: FastifyRequest): Resolved {
    const { persistedOperations: counted } = this.#options.metrics;
    try {
      const asked = askedBy(request);
      const resolved = asked === undefined ? {} : resolve(asked, callerOf(request), this.#options);
      if (resolved.operation !== undefined) this.countRegistered();
      else if (resolved.unregistered !== undefined) counted.inc({ outcome: 'unregistered' });
      return resolved;
    } catch (error) {
      counted.inc({ outcome: 'refused' });
      throw error;
    }
  }
}
