import { setTimeout as pause } from 'node:timers/promises';
import {
  CasMismatchError,
  type Collection,
  DocumentNotFoundError,
  MutateInSpec,
  PathTooDeepError,
  ValueTooDeepError,
} from 'couchbase';
import { asError } from '../../core/errors.ts';
import { type ResourceKey, splitKey } from '../../core/ids.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { ReviewState, ReviewUpdate, StoredResource } from '../port.ts';
import { isSameReview } from '../review-state.ts';
import { forEachBounded } from './bounded.ts';
import type { Connection } from './connection.ts';
import { type ResourceDocument, reviewFields, toStored } from './document.ts';
import { isAmbiguous, reading, unavailable } from './errors.ts';
import { reviewKey } from './search-values.ts';

export type ReviewOutcome = StoredResource | undefined | Error;

/** Documents changed at the same time by one call. */
const maxWrites = 128;

/** A document that others keep changing is left after so many tries. */
const maxTries = 64;

/** And one whose writes end unknown after so many: each takes as long as a write may. */
const maxUnknown = 2;

/**
 * Writes reviews: reads, decides, and changes the fields by compare-and-swap, again when another writer was faster.
 * A review is idempotent, so a write of which nobody knows whether it was done is followed by another reading: if the
 * state is as decided, that was it.
 */
export class ReviewWriter {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #running = new Set<Promise<unknown>>();

  /** @param name of the collection */
  constructor(connection: Connection, name: string) {
    this.#connection = connection;
    this.#name = name;
  }

  /** An outcome an update, in order. Updates of one key are done one after the other. */
  async update(updates: readonly ReviewUpdate[]): Promise<readonly ReviewOutcome[]> {
    for (const { key } of updates) definitionOf(splitKey(key).type);
    const places = new Map<ResourceKey, number[]>();
    for (const [place, { key }] of updates.entries()) places.set(key, [...(places.get(key) ?? []), place]);
    const outcomes = new Array<ReviewOutcome>(updates.length);
    const running = forEachBounded([...places.values()], maxWrites, async ofKey => {
      for (const place of ofKey) outcomes[place] = await this.#apply(updates[place]!);
    });
    this.#running.add(running);
    try {
      await running;
    } finally {
      this.#running.delete(running);
    }
    return outcomes;
  }

  /** Resolves when all that was asked for has ended. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  get #documents(): Collection {
    return this.#connection.collection(this.#name);
  }

  /** Whatever goes wrong with one key ends that entry. */
  async #apply(update: ReviewUpdate): Promise<ReviewOutcome> {
    const { key, decide } = update;
    let unknown = 0;
    for (let tries = 1; ; tries++) {
      let found: { readonly document: ResourceDocument; readonly cas: unknown };
      try {
        const { content, cas } = await reading(() => this.#documents.get(key));
        found = { document: content as ResourceDocument, cas };
      } catch (error) {
        return error instanceof DocumentNotFoundError ? undefined : unavailable(error);
      }
      const stored = toStored(key, found.document);
      let next: ReviewState | undefined;
      try {
        next = decide(stored.review, found.document.meta?.versionId ?? null);
      } catch (error) {
        return asError(error);
      }
      if (next === undefined || isSameReview(next, stored.review)) return stored;
      try {
        await this.#write(key, found, next);
        return { ...stored, review: next };
      } catch (error) {
        const isLost = error instanceof CasMismatchError || error instanceof DocumentNotFoundError;
        if (isAmbiguous(error)) unknown += 1;
        else if (!isLost || tries === maxTries) return unavailable(error);
        // The last one may have been done after all: one more look decides.
        if (unknown > maxUnknown) return unavailable(error);
        // Those who were in each other's way are not again at the same moment.
        if (isLost && tries > 2) await pause(Math.random() * Math.min(tries, 20));
      }
    }
  }

  async #write(
    key: ResourceKey,
    { document, cas }: { readonly document: ResourceDocument; readonly cas: unknown },
    next: ReviewState,
  ): Promise<void> {
    const fields = reviewFields(next);
    const { type, id } = splitKey(key);
    const reviewTime = reviewKey(type, id, next);
    const options = { cas: cas as never, durabilityLevel: this.#connection.durability };
    try {
      await this.#documents.mutateIn(
        key,
        [
          ...Object.entries(fields).map(([path, value]) => MutateInSpec.upsert(path, value)),
          MutateInSpec.upsert('_search.keys.reviewTime', reviewTime),
        ],
        options,
      );
    } catch (error) {
      // Fields of deeply nested documents cannot be changed by themselves.
      if (!(error instanceof PathTooDeepError || error instanceof ValueTooDeepError)) throw error;
      const { _search } = document;
      const search = { ..._search, keys: { ..._search.keys, reviewTime } };
      await this.#documents.replace(key, { ...document, ...fields, _search: search }, options);
    }
  }
}
