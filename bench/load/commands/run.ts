import { pidsBehind } from '../around/sampler.ts';
import { readReport } from '../report/read.ts';
import { verdictOf } from '../report/sections.ts';
import { measure } from './measure.ts';
import { type CommonOptions, toSettings } from './options.ts';
import { summary, writeReport } from './output.ts';
import type { Session } from './session.ts';

export interface RunCommandOptions extends CommonOptions {
  /** Of a gateway that runs; without it one is started. */
  readonly url?: string;
  readonly opsUrl?: string;
  readonly rate?: number;
  readonly name: string;
  readonly baseline?: string;
  readonly redis: boolean;
}

/** One run. @returns whether it was one to be content with */
export async function runCommand(options: RunCommandOptions, session: Session): Promise<boolean> {
  const { name, rate, opsUrl, baseline } = options;
  // Read first: nobody wants to wait for a run to hear that the file was the wrong one.
  const before = baseline === undefined ? undefined : await readReport(baseline);
  const { url, pids } = await target(options, session);
  const { say, signal } = session;
  const settings = { ...toSettings(options), ...(rate !== undefined && { rate }) };
  const report = await measure({ ...{ url, name, settings, pids, say, signal }, ...(opsUrl && { opsUrl }) });
  say(summary(report));
  for (const path of await writeReport(report, options, before)) say(`wrote ${path}`);
  return verdictOf(report).good;
}

async function target(
  options: RunCommandOptions,
  session: Session,
): Promise<{ url: string; pids: () => readonly number[] }> {
  if (options.url !== undefined) {
    const pids = pidsBehind(options.url);
    return { url: options.url, pids: () => pids };
  }
  const store = await session.filledStore(options);
  const env = options.redis ? { REDIS_URL: (await session.redis()).url } : undefined;
  const gateway = await session.gateway(store, options, env);
  return { url: gateway.url, pids: () => [gateway.pid] };
}
