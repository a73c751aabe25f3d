import type { Logger } from '../../core/log.ts';
import type { Bus, SharedAllowances, SharedTier } from '../ports.ts';
import { RedisAllowances } from './allowances.ts';
import { RedisBus } from './bus.ts';
import { RedisLink } from './link.ts';
import { RedisSharedTier } from './shared-tier.ts';

export interface OpenRedis {
  readonly tier: SharedTier;
  readonly bus: Bus;
  readonly allowances: SharedAllowances;
  /** Ends both connections at once, whether or not Redis answers. */
  close(): Promise<void>;
}

/**
 * The tier, the bus and the allowances over one Redis, with a connection for commands and one for messages. Returns at once, whether
 * or not Redis is there, and never throws; both connect in the background.
 *
 * @param options.url `redis://` or `rediss://`, with user, password and database where needed.
 */
export function openRedis(options: { readonly url: string; readonly logger: Logger }): OpenRedis {
  const link = new RedisLink(options);
  const bus = new RedisBus({ ...options, link });
  return {
    tier: new RedisSharedTier(link),
    bus,
    allowances: new RedisAllowances(link),
    async close() {
      await bus.close();
      link.close();
    },
  };
}
