import type { Domain, Scope } from './keys.ts';
import type { ProfileName } from './profiles.ts';
import type { Tag } from './tags.ts';

/** What values of one kind are. */
export interface Kind<Value> {
  readonly domain: Domain;
  readonly scope: Scope;
  readonly profile: ProfileName;
  /**
   * Whether a value is content alone, and so the same for every process until the content is another. Others are
   * never served when they have aged: what they were invalidated by may not have been told.
   */
  readonly shareable: boolean;
  /** What a value takes, about. */
  bytes(value: Value): number;
}

/** Values asked for together: one look-up a tier, and one load for what no tier has. */
export interface Lookup<Value> extends Kind<Value> {
  /** The parts of each value's key. */
  readonly keys: readonly (readonly string[])[];
  /** What the value of that place depends on. */
  tags(value: Value, place: number): readonly Tag[];
  /** The values of those places, in order, for this reader: aborted with it. */
  load(places: readonly number[]): Promise<readonly (Value | Error)[]>;
  /** The same for nobody in particular, to replace values that have aged. */
  reload(places: readonly number[]): Promise<readonly (Value | Error)[]>;
  /** Aborted when the reader gives up. */
  readonly signal: AbortSignal;
}

/** A value with how it came. */
export interface Found<Value> {
  readonly value: Value;
  /** Older than its profile lets a value be that is served as it is. */
  readonly aged: boolean;
}

/** What a value says of itself, where it is found without being asked for by its kind. */
export type About<Value> = (value: Value) => { readonly profile: ProfileName; readonly tags: readonly Tag[] };
