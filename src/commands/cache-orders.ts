import { setTimeout as pause } from 'node:timers/promises';
import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { openStore } from '../open-store.ts';
import { lookEveryMs } from '../services/cache-control.ts';
import type { Store } from '../store/port.ts';
import { say } from './output.ts';

/** A gateway that is busy when it is to look gets so much more. */
const graceMs = 250;

/**
 * The store that the environment names, for one command.
 * @throws ConfigError
 */
export async function withStore(
  run: (opened: { readonly store: Store; readonly config: Config }) => Promise<void>,
): Promise<void> {
  const config = loadConfig(process.env);
  const store = await openStore(config, systemClock);
  try {
    await run({ store, config });
  } finally {
    await store.close();
  }
}

/** Waits until gateways have seen what was ordered. Nothing else keeps the command alive: the timer does. */
export async function untilFollowed(): Promise<void> {
  await pause(lookEveryMs + graceMs);
  say(
    `Gateways of this store look every ${lookEveryMs} ms: those that run follow by now, others when they start`,
  );
}
