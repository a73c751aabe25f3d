import { rm } from 'node:fs/promises';
import { redisProgram } from '../around/redis.ts';
import { verdictOf } from '../report/sections.ts';
import type { LoadReport } from '../report-type.ts';
import { measure } from './measure.ts';
import { type CommonOptions, toSettings } from './options.ts';
import { summary, writeBaseline } from './output.ts';
import type { Session } from './session.ts';

interface Variant {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly redis?: true;
}

/** In order: each adds something to the one before. */
const variants: readonly Variant[] = [
  { name: 'CACHE=off LANES=off', env: { CACHE: 'off', LANES: 'off', REDIS_URL: '' } },
  { name: 'CACHE=off LANES=on', env: { CACHE: 'off', LANES: 'on', REDIS_URL: '' } },
  { name: 'everything on', env: { CACHE: 'on', LANES: 'on', REDIS_URL: '' } },
  ...(redisProgram === undefined
    ? []
    : [{ name: 'everything on, Redis', env: { CACHE: 'on', LANES: 'on' }, redis: true } as const]),
];

/** The same users on gateways that differ in one thing, one after the other. @returns whether all were to be content with */
export async function baselineCommand(
  options: CommonOptions & { readonly rate?: number },
  session: Session,
): Promise<boolean> {
  const { say, signal } = session;
  const settings = { ...toSettings(options), ...(options.rate !== undefined && { rate: options.rate }) };
  const filled = await session.filledStore(options);
  const reports: LoadReport[] = [];
  for (const { name, env, redis } of variants) {
    if (signal.aborted) break;
    say(`\n${name}`);
    const store = await session.copyOf(filled, `store-${reports.length}`);
    const server = redis && (await session.redis());
    const gateway = await session.gateway(store, options, {
      ...env,
      ...(server && { REDIS_URL: server.url }),
    });
    const pids = () => [gateway.pid];
    const report = await measure({ url: gateway.url, name, settings, pids, say, signal });
    await gateway.end();
    await server?.end();
    await rm(store, { recursive: true });
    say(summary(report));
    reports.push(report);
  }
  for (const path of await writeBaseline(reports, options)) say(`wrote ${path}`);
  return reports.every(report => verdictOf(report).good);
}
