import type { Reached } from './aims.ts';
import { byText } from './asking.ts';
import type { Contest, Timing } from './contest.ts';
import type { HttpRequest, LoadGenerator } from './load.ts';
import { byId, list, reviews, search } from './work.ts';

const connections = 1_000;
const capacityShare = 0.7;
const p99ByP50 = 20;

/** A thousand connections with work of every kind, at 70 % of what the gateway takes: none fails, and none waits for long. */
export async function measureCrowd(
  contest: Contest,
  load: LoadGenerator,
  { seconds, warmUpSeconds }: Timing,
): Promise<Reached> {
  const { url } = await contest.server('on');
  const given = { url, requests: mix(), connections, share: 'all' } as const;
  await load.run({ ...given, seconds: warmUpSeconds });
  const most = await load.run({ ...given, seconds });
  const rate = Math.floor(most.perSecond * capacityShare);
  const { p50Ms, p99Ms, failed } = await load.run({ ...given, seconds: seconds * 3, rate });
  // It opens no more connections than it sends requests in a second, so that fewer prove nothing.
  // The generator tells whole milliseconds: below one is one.
  const ratio = p99Ms / Math.max(p50Ms, 1);
  return {
    ...{
      case: 'crowd',
      text: `${connections} connections, every kind of work, at 70 % of capacity (${rate}/s): p99 by p50`,
    },
    aim: `no error, under ${p99ByP50}`,
    reached: `${failed} errors, ${ratio.toFixed(1)} (${p50Ms} and ${p99Ms} ms)`,
    byProcessor: null,
    met: failed === 0 && rate >= connections && ratio < p99ByP50,
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
