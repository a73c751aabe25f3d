import type { CacheMode } from '../cache/caches.ts';
import { orderMode } from '../services/cache-control.ts';
import { untilFollowed, withStore } from './cache-orders.ts';
import { say } from './output.ts';

/** `cache on|resources|off|default`: resolves when gateways that run follow. @param mode undefined: the default */
export async function runMode(mode: CacheMode | undefined): Promise<void> {
  await withStore(async ({ store }) => {
    await orderMode(store.system, mode);
    say(mode === undefined ? 'Caches do what CACHE says at each gateway' : `Caches are ${described[mode]}`);
    await untilFollowed();
  });
}

const described: Readonly<Record<CacheMode, string>> = {
  on: 'on',
  resources: 'on for resources, lists and counts; whole answers are not kept',
  off: 'off',
};
