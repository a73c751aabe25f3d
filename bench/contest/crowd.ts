import type { Reached } from './aims.ts';
import { byText } from './asking.ts';
import { findCapacity } from './capacity.ts';
import type { Contest, Timing } from './contest.ts';
import type { HttpRequest, LoadGenerator } from './load.ts';
import { byId, list, reviews, search } from './work.ts';

const connections = 1_000;
const capacityShare = 0.7;
const p99ByP50 = 20;
/** Of the rate that is asked for, and of the load generator's processor. */
const leastPace = 0.95;
const mostLoad = 0.95;

/** Seconds of each look at a rate at least. */
const leastSeconds = 1;
/** Seconds at the pace that are not counted. */
const settlingSeconds = 2;
/** Requests that each connection sends at least. */
const leastEach = 4;

/** A thousand connections with work of every kind, at 70 % of what the gateway takes: none fails, and none waits for long. */
export async function measureCrowd(
  contest: Contest,
  load: LoadGenerator,
  { rounds, seconds, warmUpRequests }: Timing,
): Promise<Reached> {
  const { url } = await contest.server('on');
  const given = { url, requests: mix(), share: 'all', connections } as const;
  await load.run({ ...given, connections: 64, seconds: 20, atMost: warmUpRequests });
  const looking = { ...given, seconds: Math.max(seconds / 2, leastSeconds) };
  const capacity = await findCapacity(load, looking, Math.ceil(rounds / 2));
  const rate = Math.floor(capacity * capacityShare);
  await load.run({ ...given, rate, seconds: settlingSeconds });
  const lasting = Math.max(seconds * 3, (leastEach * connections) / rate);
  const crowd = await load.run({ ...given, rate, seconds: lasting });
  const { p50Ms, p99Ms, lateP99Ms = 0, failed, opened, perSecond, cpuShare } = crowd;
  // Who cannot keep the pace lets everybody wait about as long: that is no good ratio.
  const isPaced = perSecond >= leastPace * rate && cpuShare < mostLoad;
  const ratio = p99Ms / p50Ms;
  const busyPercent = Math.round(100 * cpuShare);
  const pace = isPaced
    ? ''
    : `; the pace was not kept: ${Math.round(perSecond)}/s, load generator at ${busyPercent} %`;
  return {
    ...{
      case: 'crowd',
      text: `${connections} connections, every kind of work, at 70 % of capacity (${rate}/s): p99 by p50`,
    },
    aim: `no error, under ${p99ByP50}`,
    reached: `${failed} errors, ${ratio.toFixed(1)} (${p50Ms.toFixed(1)} and ${p99Ms.toFixed(1)} ms; the load generator itself ${lateP99Ms.toFixed(1)} ms late)${pace}`,
    byProcessor: null,
    met: isPaced && failed === 0 && opened === connections && ratio < p99ByP50,
  };
}

/** Of 20 requests 12 for a patient, 4 for a list, 3 searches and a review. */
function mix(): HttpRequest[] {
  const [details, lists, searches, changes] = [byId, list, search, reviews(50)].map(({ operation }) =>
    byText(operation),
  );
  const from = (all: readonly HttpRequest[], number: number) => all[number % all.length]!;
  return Array.from({ length: 400 }, (_, number) => {
    const kind = number % 20;
    if (kind === 19) return from(changes!, (number - 19) / 20);
    if (kind % 6 === 5) return from(searches!, number);
    return kind % 5 === 0 ? from(lists!, number) : from(details!, number);
  });
}
