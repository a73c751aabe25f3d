import { describeMachine } from '../around/machine.ts';
import { describeGateway, Sampler } from '../around/sampler.ts';
import { ms, percent, short, whole } from '../report/numbers.ts';
import type { LoadReport, LoadSettings, TimelinePoint } from '../report-type.ts';
import { type RunOptions, runLoad } from '../run.ts';
import type { Say } from './session.ts';

export interface MeasureOptions
  extends Partial<Pick<RunOptions, 'signal' | 'onPoint' | 'onFailure' | 'tolerateFaults'>> {
  readonly url: string;
  /** Where `/metrics` is; the gateway itself unless said. */
  readonly opsUrl?: string;
  readonly name: string;
  readonly settings: LoadSettings;
  readonly pids: () => readonly number[];
  readonly say: Say;
  /** Between two points of the timeline; undefined: as the length of the run asks for. */
  readonly intervalSeconds?: number;
}

/** Between two lines about how it goes. */
const lineSeconds = 5;

/** About as many points, none shorter than a second: a scrape costs the gateway some milliseconds. */
const points = 120;

/** Runs users against a gateway, and looks at the gateway meanwhile. */
export async function measure(options: MeasureOptions): Promise<LoadReport> {
  const { url, opsUrl = url, name, settings, pids, say, onPoint, ...rest } = options;
  const sampler = new Sampler({ url: opsUrl, pids });
  await sampler.sample();
  const gateway = await describeGateway(opsUrl);
  let said = Number.NEGATIVE_INFINITY;
  const report = await runLoad({
    ...{ url, name, ...settings, ...rest },
    intervalSeconds:
      options.intervalSeconds ?? Math.min(10, Math.max(1, Math.round(settings.seconds / points))),
    sample: () => sampler.sample(),
    onPoint: point => {
      onPoint?.(point);
      if (point.at - said < lineSeconds) return;
      said = point.at;
      say(lineOf(point));
    },
  });
  const { hitRate } = sampler;
  return {
    ...{ ...report, machine: describeMachine(), gateway: { ...report.gateway, ...gateway }, settings },
    totals: { ...report.totals, ...(hitRate !== undefined && { hitRate }) },
  };
}

function lineOf({ at, users, rate, failures, p50Ms, p99Ms, cpu, hitRate, ownCpu }: TimelinePoint): string {
  return [
    `${whole(at).padStart(5)} s  ${whole(users)} users  ${short(rate)}/s  p50 ${ms(p50Ms)}  p99 ${ms(p99Ms)}`,
    ...(cpu === undefined ? [] : [`CPU ${short(cpu)}`]),
    ...(hitRate === undefined ? [] : [`hits ${percent(hitRate)}`]),
    ...(failures === 0 ? [] : [`FAILURES ${whole(failures)}`]),
    ...(ownCpu > 0.9 ? ['(the load generator is at its limit)'] : []),
  ].join('  ');
}
