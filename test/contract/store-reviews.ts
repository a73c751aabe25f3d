import { expect, it } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import type { ReviewState } from '../../src/store/port.ts';
import { encounter, keyOf, patient, range } from '../support/store-resources.ts';
import { review, reviewedBy, unreviewed, type World } from '../support/store-world.ts';

export function reviewsContract(world: () => World): void {
  const one = patient('1', { meta: { versionId: 'v7' } });
  const two = patient('2');
  const [first, second] = [keyOf(one), keyOf(two)];

  it('lets decide see the present state and the version', async () => {
    await world().master([one, two]);
    const tenant = await world().open('t');
    const seen: [ReviewState, string | null][] = [];
    const decide = (state: ReviewState, version: string | null) => {
      seen.push([state, version]);
      return reviewedBy('ann', 5);
    };
    const outcomes = await tenant.updateReviews([first, second].map(key => ({ key, decide })));
    expect(outcomes).toEqual([
      { key: first, resource: one, review: reviewedBy('ann', 5) },
      { key: second, resource: two, review: reviewedBy('ann', 5) },
    ]);
    seen.splice(0);
    await tenant.updateReviews([{ key: first, decide }]);
    expect(seen.at(-1)).toEqual([reviewedBy('ann', 5), 'v7']);
    await tenant.updateReviews([{ key: second, decide: () => unreviewed }]);
    await tenant.updateReviews([{ key: second, decide }]);
    expect(seen.at(-1)).toEqual([unreviewed, null]);
    expect((await tenant.get([second]))[0]?.review).toEqual(reviewedBy('ann', 5));
  });

  it('leaves the state where decide returns none, and answers undefined where there is no resource', async () => {
    await world().master([one]);
    const tenant = await world().open('t');
    await review(tenant, [first], reviewedBy('bo', 9));
    const never = () => {
      throw new Error('asked about nothing');
    };
    const outcomes = await tenant.updateReviews([
      { key: first, decide: () => undefined },
      { key: resourceKey('Patient', 'none'), decide: never },
    ]);
    expect(outcomes).toEqual([{ key: first, resource: one, review: reviewedBy('bo', 9) }, undefined]);
    expect(await tenant.updateReviews([])).toEqual([]);
  });

  it('ends only the entry whose decide throws', async () => {
    await world().master([one, two]);
    const tenant = await world().open('t');
    const refusal = new Error('no');
    const outcomes = await tenant.updateReviews([
      { key: first, decide: () => reviewedBy('ann') },
      {
        key: second,
        decide: () => {
          throw refusal;
        },
      },
      { key: second, decide: () => reviewedBy('bo') },
    ]);
    expect(outcomes.map(outcome => outcome instanceof Error)).toEqual([false, true, false]);
    expect(outcomes[1]).toBe(refusal);
    expect(await tenant.reviewStates([first, second])).toEqual([reviewedBy('ann'), reviewedBy('bo')]);
  });

  it('ends only the batch that asks for a type that is not stored', async () => {
    await world().master([one]);
    const tenant = await world().open('t');
    const decide = () => reviewedBy('ann');
    const [wrong, right] = await Promise.allSettled([
      tenant.updateReviews([{ key: resourceKey('Nothing', '1'), decide }]),
      tenant.updateReviews([{ key: first, decide }]),
    ]);
    expect([wrong.status, right.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('lets several updates of one key, in one batch and in several, see each other', async () => {
    await world().master([one]);
    const tenant = await world().open('t');
    const add = (state: ReviewState) => reviewedBy('ann', (state.reviewTime ?? 0) + 1);
    await tenant.updateReviews(range(3, () => ({ key: first, decide: add })));
    await Promise.all(range(40, () => tenant.updateReviews([{ key: first, decide: add }])));
    expect(await tenant.reviewStates([first])).toEqual([reviewedBy('ann', 43)]);
  });

  it('lets two openings of one tenant see each other', async () => {
    await world().master([one]);
    const [here, there] = [await world().open('t'), await world().open('t')];
    const add = (state: ReviewState) => reviewedBy('ann', (state.reviewTime ?? 0) + 1);
    await Promise.all(
      range(20, i => (i % 2 > 0 ? here : there).updateReviews([{ key: first, decide: add }])),
    );
    expect(await here.reviewStates([first])).toEqual([reviewedBy('ann', 20)]);
    expect(await there.reviewStates([first])).toEqual([reviewedBy('ann', 20)]);
  });

  it('keeps the counts, whichever way a state goes', async () => {
    const resources = [...range(5, i => patient(`p${i}`)), encounter('e')];
    await world().master(resources);
    const tenant = await world().open('t');
    const keys = resources.map(keyOf);
    const reviewed = async () => {
      const rows = (await tenant.counts()).filter(row => row.type === 'Patient');
      expect(await tenant.count({ type: 'Patient', where: [{ kind: 'reviewed', is: true }] })).toBe(
        rows[0]?.reviewed,
      );
      expect(await tenant.count({ type: 'Patient', where: [{ kind: 'reviewed', is: false }] })).toBe(
        5 - rows[0]!.reviewed,
      );
      return rows;
    };
    await review(tenant, keys);
    expect(await reviewed()).toEqual([{ type: 'Patient', total: 5, reviewed: 5 }]);
    await review(tenant, keys.slice(0, 2), reviewedBy('bo', 3));
    expect(await reviewed()).toEqual([{ type: 'Patient', total: 5, reviewed: 5 }]);
    await review(tenant, [keys[0]!, keys[1]!, keys[1]!], unreviewed);
    expect(await reviewed()).toEqual([{ type: 'Patient', total: 5, reviewed: 3 }]);
  });

  it('has made a review durable when it resolves', async () => {
    await world().master([one, two]);
    const tenant = await world().open('t');
    await review(tenant, [first], reviewedBy('ann', 123));
    await world().reopen();
    const again = await world().open('t');
    expect(await again.reviewStates([first, second])).toEqual([reviewedBy('ann', 123), unreviewed]);
    expect(await again.counts()).toContainEqual({ type: 'Patient', total: 2, reviewed: 1 });
  });

  it('does what was asked for before it closes', async () => {
    await world().master([one]);
    const tenant = await world().open('t');
    const asked = tenant.updateReviews([{ key: first, decide: () => reviewedBy('ann') }]);
    await tenant.close();
    expect(await asked).toMatchObject([{ key: first, review: { reviewed: true } }]);
    expect(await (await world().open('t')).reviewStates([first])).toEqual([reviewedBy('ann')]);
    await expect(tenant.updateReviews([{ key: first, decide: () => unreviewed }])).rejects.toThrow();
  });
}
