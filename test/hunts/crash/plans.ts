import type { Random } from '../../../src/fhir/sample/random.ts';
import type { Kill, Phase } from './kills.ts';

export interface Plan {
  readonly kill: Kill;
  readonly aim: Phase;
}

/** One of each for whoever has little time. */
export const shortPlans: readonly Plan[] = [
  { kill: 'worker', aim: 'copy' },
  { kill: 'worker', aim: 'refresh' },
  { kill: 'all', aim: 'review' },
];

/** How often each comes in a hundred rounds. */
const killsOfAHundred: Readonly<Record<Kill, number>> = {
  worker: 43,
  twice: 9,
  parent: 12,
  all: 13,
  term: 6,
  'term-worker': 6,
  stop: 10,
  'long-stop': 1,
};
const aimsOfAHundred: Readonly<Record<Phase, number>> = {
  copy: 24,
  refresh: 26,
  'warm-up': 14,
  'cool-down': 18,
  review: 12,
  idle: 6,
};

/** Each as often as told, in an order of its own, so that all meet all. */
export function* longPlans(random: Random): Generator<Plan, never> {
  for (;;) {
    const aims = shuffled(aimsOfAHundred, random);
    for (const [place, kill] of shuffled(killsOfAHundred, random).entries()) {
      yield { kill, aim: aims[place]! };
    }
  }
}

function shuffled<Name extends string>(shares: Readonly<Record<Name, number>>, random: Random): Name[] {
  const all = (Object.entries(shares) as [Name, number][]).flatMap(([name, count]) =>
    new Array<Name>(count).fill(name),
  );
  for (let place = all.length - 1; place > 0; place--) {
    const other = random.int(0, place);
    [all[place], all[other]] = [all[other]!, all[place]!];
  }
  return all;
}
