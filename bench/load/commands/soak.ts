import { ms, short } from '../report/numbers.ts';
import { verdictOf } from '../report/sections.ts';
import { judge } from '../report/statistics.ts';
import type { CapacityStep, LoadReport, LoadSettings } from '../report-type.ts';
import { type MeasureOptions, measure } from './measure.ts';
import { type CommonOptions, toSettings } from './options.ts';
import { summary, writeReport } from './output.ts';
import type { Session } from './session.ts';

export interface SoakOptions extends CommonOptions {
  /** Of capacity, 1 to 100. */
  readonly percent: number;
  /** Of a step in the search for capacity. */
  readonly stepSeconds: number;
  /** Requests a second; undefined: looked for. */
  readonly capacity?: number;
}

/** Where the search begins: a load that no machine feels. */
const firstRate = 20;
const growth = 1.5;
const maxSteps = 16;

/** A gateway is at its limit when p99 is so many times what it was under little load, or it serves less than it is asked. */
const p99Factor = 10;
const leastServed = 0.95;

/** A quiet gateway's p99 is that of the machine's moods: less than this is taken as this. */
const leastP99Ms = 5;

/** A steady load for a long time. @returns whether the gateway stayed as it was */
export async function soakCommand(options: SoakOptions, session: Session): Promise<boolean> {
  const { say, signal } = session;
  const gateway = await session.gateway(await session.filledStore(options), options);
  const common = { url: gateway.url, pids: () => [gateway.pid], say, signal };
  const settings = toSettings(options);
  const steps =
    options.capacity === undefined ? await findCapacity(common, settings, options.stepSeconds) : [];
  const capacity = options.capacity ?? capacityOf(steps);
  if (capacity === 0) throw new Error('The gateway could not serve the smallest load.');
  const rate = Math.max(1, Math.round((capacity * options.percent) / 100));
  say(`\ncapacity ${short(capacity)} requests/s; ${options.seconds} s at ${rate}`);
  const run = await measure({ ...common, name: 'soak', settings: { ...settings, rate } });
  const report: LoadReport = { ...run, soak: { capacity, steps, verdicts: judge(run) } };
  say(summary(report));
  for (const path of await writeReport(report, options)) say(`wrote ${path}`);
  return verdictOf(report).good;
}

type Common = Pick<MeasureOptions, 'url' | 'pids' | 'say' | 'signal'>;

/** Asks for more and more until it is too much, then once in the middle between the last two. */
async function findCapacity(
  common: Common,
  settings: LoadSettings,
  seconds: number,
): Promise<readonly CapacityStep[]> {
  const steps: CapacityStep[] = [];
  const tryOnce = async (asked: number): Promise<boolean> => {
    const step = await stepAt(asked, common, { ...settings, seconds, rampSeconds: Math.min(2, seconds) });
    steps.push(step);
    const fits = isServed(step, steps[0]!);
    common.say(
      `${short(step.served)} of ${short(asked)} requests/s, p99 ${ms(step.p99Ms)}: ${fits ? 'served' : 'too much'}`,
    );
    return fits;
  };
  // Once may be the machine's mood, or its caches that were cold.
  const tryRate = async (asked: number) =>
    (await tryOnce(asked)) || (!common.signal?.aborted && (await tryOnce(asked)));
  let asked = firstRate;
  while (steps.length < maxSteps && !common.signal?.aborted && (await tryRate(asked)))
    asked = Math.round(asked * growth);
  if (steps.length > 1 && !common.signal?.aborted) await tryRate(Math.round((asked + asked / growth) / 2));
  return steps;
}

async function stepAt(asked: number, common: Common, settings: LoadSettings): Promise<CapacityStep> {
  const { totals } = await measure({
    ...{ ...common, say: () => undefined },
    ...{ name: `${asked} requests/s`, settings: { ...settings, rate: asked } },
  });
  return {
    seconds: settings.seconds,
    asked,
    served: totals.rate,
    p99Ms: totals.p99Ms,
    failures: totals.failures,
  };
}

export function isServed(step: CapacityStep, low: CapacityStep): boolean {
  const highest = p99Factor * Math.max(low.p99Ms, leastP99Ms);
  // Requests come at random: in a short time a few more or less than on average.
  const chance = 2 * Math.sqrt(step.asked / step.seconds);
  return step.failures === 0 && step.served >= leastServed * step.asked - chance && step.p99Ms <= highest;
}

/** The largest rate that was served; 0: none was. */
export function capacityOf(steps: readonly CapacityStep[]): number {
  return Math.max(0, ...steps.filter(step => isServed(step, steps[0]!)).map(({ asked }) => asked));
}
