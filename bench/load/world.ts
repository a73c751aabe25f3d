/** When a request was sent and when its answer was there, ms of `performance.now()`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type ReviewedType = 'Encounter' | 'Patient' | 'Practitioner';
export const reviewedTypes: readonly ReviewedType[] = ['Encounter', 'Patient', 'Practitioner'];

/** What is known of the review of one resource of one tenant. */
interface Review {
  reviewed: boolean;
  /** Undefined: not known. Null: not reviewed. */
  time: string | null | undefined;
  /** Since when it is so for everybody: when the answer of the last review was there. */
  settledAt: number;
  /** Since when a review is under way. */
  sentAt: number | undefined;
  /** What it is to be then. */
  target: boolean;
  /** A review was sent and not acknowledged: it may have been done, or be done later. */
  uncertain: boolean;
  /** By a user of this run. */
  acknowledged: boolean;
}

interface Change {
  readonly type: ReviewedType;
  readonly delta: number;
  readonly at: number;
}

/** Progress is compared with the changes of the last while; no request takes longer. */
const rememberedMs = 120_000;

/**
 * A tenant's review states as its users made them. Users of this run are all who write, and one resource is written by
 * one of them at a time, so each answer can be compared exactly: what was acknowledged before a request was sent must show in it.
 */
export class ReviewWorld {
  readonly #reviews = {
    Encounter: new Map<string, Review>(),
    Patient: new Map<string, Review>(),
    Practitioner: new Map<string, Review>(),
  };
  readonly #reviewed: Record<ReviewedType, number> = { Encounter: 0, Patient: 0, Practitioner: 0 };
  readonly #pending = {
    Encounter: new Set<Review>(),
    Patient: new Set<Review>(),
    Practitioner: new Set<Review>(),
  };
  #changes: Change[] = [];

  /** What was reviewed before the run. */
  learn(type: ReviewedType, id: string, time: string | null): void {
    // Known already where a first attempt to learn was cut off.
    if (!this.isReviewed(type, id)) this.#reviewed[type]++;
    this.#reviews[type].set(id, { ...unreviewed(), reviewed: true, time });
  }

  /** Claims a resource for a review. False: another user is at it, or its state cannot be known any more. */
  begin(type: ReviewedType, id: string, target: boolean): boolean {
    const review = this.#get(type, id);
    if (review.sentAt !== undefined || review.uncertain) return false;
    review.sentAt = performance.now();
    review.target = target;
    this.#pending[type].add(review);
    return true;
  }

  /** The review is acknowledged. */
  settle(type: ReviewedType, id: string, reviewed: boolean, time: string | null): void {
    const review = this.#get(type, id);
    const now = performance.now();
    const delta = Number(reviewed) - Number(review.reviewed);
    if (delta !== 0) {
      this.#reviewed[type] += delta;
      this.#changes.push({ type, delta, at: now });
      if (this.#changes.length > 10_000) {
        this.#changes = this.#changes.filter(({ at }) => at > now - rememberedMs);
      }
    }
    Object.assign(review, { reviewed, time, settledAt: now, sentAt: undefined, acknowledged: true });
    this.#pending[type].delete(review);
  }

  /** The review was refused: all is as it was. */
  refused(type: ReviewedType, id: string): void {
    const review = this.#get(type, id);
    review.sentAt = undefined;
    this.#pending[type].delete(review);
  }

  /** Nobody knows whether the review was done. It stays pending, and nobody reviews the resource again. */
  lose(type: ReviewedType, id: string): void {
    this.#get(type, id).uncertain = true;
  }

  isReviewed(type: ReviewedType, id: string): boolean {
    return this.#reviews[type].get(id)?.reviewed ?? false;
  }

  timeOf(type: ReviewedType, id: string): string | null | undefined {
    return this.#reviews[type].get(id)?.time;
  }

  /** Whether an answer of that time must show it reviewed or not; undefined: it may show either. */
  expected(type: ReviewedType, id: string, { from }: Span): boolean | undefined {
    const review = this.#reviews[type].get(id);
    if (review === undefined) return false;
    return review.sentAt !== undefined || review.settledAt >= from ? undefined : review.reviewed;
  }

  /** How many an answer of that time may say are reviewed. */
  progress(type: ReviewedType, { from }: Span): { least: number; most: number } {
    let least = this.#reviewed[type];
    let most = least;
    for (let place = this.#changes.length - 1; place >= 0; place--) {
      const change = this.#changes[place]!;
      if (change.at < from) break;
      if (change.type !== type) continue;
      if (change.delta > 0) least--;
      else most++;
    }
    for (const review of this.#pending[type]) {
      if (review.target && !review.reviewed) most++;
      if (!review.target && review.reviewed) least--;
    }
    return { least, most };
  }

  /** Everything that was acknowledged to users of this run, and is not in doubt. */
  *ledger(): Iterable<{
    type: ReviewedType;
    id: string;
    reviewed: boolean;
    time: string | null | undefined;
  }> {
    for (const type of reviewedTypes) {
      for (const [id, { acknowledged, uncertain, reviewed, time }] of this.#reviews[type]) {
        if (acknowledged && !uncertain) yield { type, id, reviewed, time };
      }
    }
  }

  #get(type: ReviewedType, id: string): Review {
    let review = this.#reviews[type].get(id);
    if (review === undefined) {
      review = unreviewed();
      this.#reviews[type].set(id, review);
    }
    return review;
  }
}

function unreviewed(): Review {
  return {
    reviewed: false,
    time: null,
    settledAt: Number.NEGATIVE_INFINITY,
    sentAt: undefined,
    target: false,
    uncertain: false,
    acknowledged: false,
  };
}
