import type { Command } from 'commander';
import type { TenantId } from '../core/ids.ts';
import { tenantId } from './arguments.ts';

/** What a mode is, in the words of `--help`. */
const modes = {
  on: 'keep resources, lists, counts and whole answers',
  resources: 'keep everything but whole answers',
  off: 'keep nothing and ask nothing that was kept',
  default: "take an operator's word back: every gateway does what its CACHE says",
} as const;

/** `cache …`. What a command needs is loaded when it is run: help and bad usage are answered at once. */
export function addCache(program: Command): void {
  const cache = program
    .command('cache')
    .description('say what caches do, beside a running or a stopped gateway of the same environment');

  for (const mode of Object.keys(modes) as (keyof typeof modes)[]) {
    cache
      .command(mode)
      .description(modes[mode])
      .action(async () => {
        const { runMode } = await import('./cache-mode.ts');
        await runMode(mode === 'default' ? undefined : mode);
      });
  }

  cache
    .command('flush')
    .description('give up all that was kept until now, in processes and in Redis')
    .argument('[tenant]', 'of this tenant alone', tenantId)
    .action(async (tenant: TenantId | undefined) => {
      const { runFlush } = await import('./cache-flush.ts');
      await runFlush(tenant);
    });

  cache
    .command('show')
    .description('what operators have said')
    .action(async () => {
      const { runShow } = await import('./cache-show.ts');
      await runShow();
    });
}
