import type { Catalog } from './catalog.ts';
import type { User } from './user.ts';

/** Places of the catalog by popularity: few are looked at often, most hardly ever (Zipf's law). */
export interface Popularity {
  encounter(random: () => number): string;
  patient(random: () => number): string;
  practitioner(random: () => number): string;
}

/** What the run knows of the gateway. */
export interface Setting {
  readonly catalog: Catalog;
  readonly popular: Popularity;
  /** Whether the examples' operations are registered. */
  readonly registered: boolean;
  /** Whether it shows its schema. */
  readonly introspection: boolean;
}

/** One session of a user: what it does between sitting down and a longer pause. @throws RunOver */
export type Persona = (user: User, setting: Setting) => Promise<void>;

export function pick<T>(entries: readonly T[], random: () => number): T {
  return entries[Math.floor(random() * entries.length)]!;
}

/** A whole number of `least` to `most`. */
export function between(least: number, most: number, random: () => number): number {
  return least + Math.floor(random() * (most - least + 1));
}
