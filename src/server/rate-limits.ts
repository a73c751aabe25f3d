import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { Caller } from '../graphql/context.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RateLimiter, Standing } from '../services/rate-limiter.ts';
import { runTraced } from './tracing.ts';

export interface RateLimitOptions {
  readonly config: Pick<Config, 'rateLimit' | 'limits'>;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Where work for a tenant is asked for. */
const limited: ReadonlySet<string> = new Set(['/graphql', '/fhir/$graphql', '/warm-up-tenant']);

/** Somebody who is over a limit all the time is told of once in it. */
const warnEveryMs = 60_000;
const maxWarned = 1_000;

/**
 * Holds callers to their limits, before their bodies are read. To be called after the hook that says who calls.
 * Headers: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-06
 */
export function registerRateLimits(app: FastifyInstance, options: RateLimitOptions): void {
  const { config, rateLimiter, clock, logger, metrics } = options;
  const warned = new LRUCache<string, number>({ max: maxWarned });

  const warn = (kind: string, { tenant, partner }: Caller, { limit }: Standing) => {
    const name = `${kind} ${kind === 'partner' ? partner?.id : tenant}`;
    const now = clock.now();
    if (now - (warned.get(name) ?? Number.NEGATIVE_INFINITY) < warnEveryMs) return;
    warned.set(name, now);
    const fields = { tenant, ...(partner && { partner: partner.id }), limit };
    logger.warn(fields, 'more requests a second than the limit; answered all the same');
  };

  app.addHook('onRequest', (request, reply, done) => {
    const { caller } = request;
    if (caller === undefined || !limited.has(request.routeOptions.url ?? '')) return done();
    if (mayPass(caller, options)) {
      const standing = passed(caller, options);
      if (standing !== undefined) tell(reply, standing);
      return done();
    }
    hold(request, reply, caller).then(() => done(), done);
  });

  const hold = async (request: FastifyRequest, reply: FastifyReply, caller: Caller) => {
    let told: Standing | undefined;
    for (const { kind, key, limit } of limitsOf(caller, config.rateLimit)) {
      const standing = await runTraced(request, () => rateLimiter.take(key, limit));
      told = tighter(told, standing);
      if (standing.passes) continue;
      metrics.rateLimited.inc({ limit: kind });
      if (config.limits === 'enforce') {
        tell(reply, standing);
        throw refusal(standing);
      }
      warn(kind, caller, standing);
    }
    if (told !== undefined) tell(reply, told);
  };
}

/** Whether a request passes without waiting for Redis and without a word in the log. Counts nothing. */
export function mayPass(
  caller: Caller,
  { config, rateLimiter }: Pick<RateLimitOptions, 'config' | 'rateLimiter'>,
): boolean {
  if (isUnlimited(caller, config.rateLimit)) return true;
  for (const { key, limit } of limitsOf(caller, config.rateLimit)) {
    if (!rateLimiter.mayTake(key, limit)) return false;
  }
  return true;
}

/** Counts a request that `mayPass` has let pass in the same step. Undefined: there is no limit to tell of. */
export function passed(
  caller: Caller,
  { config, rateLimiter }: Pick<RateLimitOptions, 'config' | 'rateLimiter'>,
): Standing | undefined {
  if (isUnlimited(caller, config.rateLimit)) return undefined;
  let told: Standing | undefined;
  for (const { key, limit } of limitsOf(caller, config.rateLimit)) {
    told = tighter(told, rateLimiter.taken(key, limit));
  }
  return told;
}

/** Of several limits the one that is told: that is over, else that leaves less. */
function tighter(told: Standing | undefined, standing: Standing): Standing {
  const isTighter = told === undefined || standing.remaining < told.remaining || !standing.passes;
  return isTighter ? standing : told;
}

function isUnlimited({ partner }: Caller, tenantLimit: number | undefined): boolean {
  return tenantLimit === undefined && partner?.rateLimit === undefined;
}

/** The partner's own first: what it asks for beyond that is not taken from its tenant. */
function* limitsOf({ partner, tenant }: Caller, tenantLimit: number | undefined) {
  if (partner?.rateLimit !== undefined) {
    yield { kind: 'partner', key: `partner:${partner.id}`, limit: partner.rateLimit };
  }
  if (tenantLimit !== undefined) yield { kind: 'tenant', key: `tenant:${tenant}`, limit: tenantLimit };
}

function tell(reply: FastifyReply, standing: Standing): void {
  for (const [name, value] of rateHeaders(standing)) reply.header(name, value);
}

/** Of every answer to who has a limit. */
export function rateHeaders(standing: Standing): readonly (readonly [string, number])[] {
  return [
    ['ratelimit-limit', standing.limit],
    ['ratelimit-remaining', standing.remaining],
    ['ratelimit-reset', secondsUntil(standing)],
  ];
}

function refusal(standing: Standing): GatewayError {
  return new GatewayError('RATE_LIMITED', `At most ${standing.limit} requests a second are answered.`, {
    retryAfterSeconds: secondsUntil(standing),
  });
}

function secondsUntil({ resetMs }: Standing): number {
  return Math.ceil(resetMs / 1_000);
}
