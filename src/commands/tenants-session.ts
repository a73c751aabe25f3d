import { setTimeout as pause } from 'node:timers/promises';
import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import { type Logger, silentLogger } from '../core/log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openStore } from '../open-store.ts';
import { openTenants } from '../open-tenants.ts';
import type { Store } from '../store/port.ts';
import type { TenantStatus } from '../tenants/status.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { type Progress, showProgress } from './progress.ts';

/** A command waits for as long as it takes; whoever ran it can end it. The longest that a timer takes. */
const warmUpWaitMs = 2 ** 31 - 1;

/** How often it is looked how far a tenant is. */
const lookEveryMs = 100;

export interface Session {
  readonly config: Config;
  readonly store: Store;
  readonly tenants: Tenants;
}

/**
 * The tenants of the store that the environment names, for one command: a process among those that share them.
 * What is told goes to standard output and failures are thrown, so a log is kept only where one is passed.
 * @throws ConfigError
 */
export async function withTenants(
  run: (session: Session) => Promise<void>,
  logger: Logger = silentLogger,
): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const config = { ...loadConfig(process.env), warmUpWaitMs };
  const store = opened.adopt(await openStore(config, systemClock), store => store.close());
  const surroundings = { clock: systemClock, logger };
  const metrics = createMetrics();
  const tenants = opened.adopt(openTenants(config, store, surroundings, metrics), tenants => tenants.close());
  // The timers of the life cycle keep no process alive, since a gateway's listener does.
  opened.adopt(
    setInterval(() => {}, 1_000),
    clearInterval,
  );
  await run({ config, store, tenants });
}

/** Waits while other processes warm the tenant up or cool it down, and shows how far they are. */
export async function settled(tenants: Tenants, id: TenantId): Promise<TenantStatus> {
  let progress: Progress | undefined;
  try {
    for (;;) {
      const status = await tenants.status(id);
      if (status.state === 'WARM' || status.state === 'COLD') return status;
      progress ??= showProgress(id, 100);
      tell(progress, status);
      await pause(lookEveryMs);
    }
  } finally {
    progress?.stop();
  }
}

/** Shows how far the tenant is until the work ends. */
export async function watched<Result>(
  tenants: Tenants,
  id: TenantId,
  work: Promise<Result>,
): Promise<Result> {
  const progress = showProgress(id, 100);
  const timer = setInterval(() => {
    tenants.status(id).then(
      status => tell(progress, status),
      // Whether the store answers is for the work itself to find out.
      () => undefined,
    );
  }, lookEveryMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    progress.stop();
  }
}

function tell(progress: Progress, { state, progress: share }: TenantStatus): void {
  progress.update(Math.floor(share * 100), state.toLowerCase());
}
