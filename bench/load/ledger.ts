import { setTimeout as delay } from 'node:timers/promises';
import type { ReviewLedger } from './report-type.ts';
import { operation } from './shape.ts';
import type { User } from './user.ts';
import { type ReviewedType, reviewedTypes } from './world.ts';

/** A gateway that comes back from a fault is waited for so long. */
const longestWaitMs = 60_000;
/** Values that a search takes at most. */
const idsAtOnce = 100;

const lookUps = Object.fromEntries(
  reviewedTypes.map(type => [
    type,
    operation(
      `query LookUp($ids: [token]) { ${type}List(_id: $ids, _count: ${idsAtOnce}) { id reviewed reviewTime } }`,
    ),
  ]),
) as Record<ReviewedType, ReturnType<typeof operation>>;

interface Row {
  readonly id: string;
  readonly reviewed: boolean;
  readonly reviewTime: string | null;
}

const warmAgain = operation('mutation Warm { warmUpTenant { state } }');

/** Looks again for each review that was acknowledged, as its last acknowledgement says; by one user of each tenant. */
export async function lookAgain(users: readonly User[]): Promise<ReviewLedger> {
  const ledger = { acknowledged: 0, lookedFor: 0, lost: 0 };
  for (const user of users) {
    const all = [...user.tenant.world.ledger()];
    ledger.acknowledged += all.length;
    for (const type of reviewedTypes) {
      const entries = all.filter(entry => entry.type === type);
      for (let begin = 0; begin < entries.length; begin += idsAtOnce) {
        const asked = entries.slice(begin, begin + idsAtOnce);
        const rows = await patiently(
          user,
          type,
          asked.map(({ id }) => id),
        );
        // Nobody answers: the others would be waited for as long.
        if (rows === undefined) return { ...ledger, acknowledged: countOf(users) };
        ledger.lookedFor += asked.length;
        const found = new Map(rows.map(row => [row.id, row]));
        ledger.lost += asked.filter(({ id, reviewed, time }) => {
          const row = found.get(id);
          return row?.reviewed !== reviewed || (time !== undefined && row.reviewTime !== time);
        }).length;
      }
    }
  }
  return ledger;
}

function countOf(users: readonly User[]): number {
  return users.reduce((sum, { tenant }) => sum + [...tenant.world.ledger()].length, 0);
}

async function patiently(
  user: User,
  type: ReviewedType,
  ids: readonly string[],
): Promise<readonly Row[] | undefined> {
  const until = performance.now() + longestWaitMs;
  while (performance.now() < until) {
    try {
      return (await user.aside<Record<string, Row[]>>(lookUps[type], { ids }))[`${type}List`];
    } catch (error) {
      const isCold = (error as Error).message === 'TENANT_COLD';
      const isWarmed =
        isCold &&
        (await user.aside(warmAgain, {}).then(
          () => true,
          () => false,
        ));
      if (!isWarmed) await delay(500);
    }
  }
  return undefined;
}
