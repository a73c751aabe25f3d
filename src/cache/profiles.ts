/** How long values live, by name; declared with each resource type. */
export type ProfileName = 'realtime' | 'short' | 'medium' | 'long' | 'max';

/**
 * Ages in milliseconds. Until `stale` a value is served as it is; until `revalidate` it is served and loaded anew in
 * the background; until `expire` only while the store does not answer. None of this brings back what was invalidated.
 */
export interface Profile {
  readonly stale: number;
  readonly revalidate: number;
  readonly expire: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  realtime: { stale: 10 * second, revalidate: 30 * second, expire: 5 * minute },
  short: { stale: 5 * minute, revalidate: 10 * minute, expire: 30 * minute },
  medium: { stale: hour, revalidate: 2 * hour, expire: 24 * hour },
  long: { stale: day, revalidate: 2 * day, expire: 7 * day },
  max: { stale: 7 * day, revalidate: 14 * day, expire: 30 * day },
};

/** What is loaded together must not age together. */
const jitter = 0.1;

/** An age of the profile, up to a tenth shorter. */
export function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (1 - jitter * random()));
}

/** The one that lives the shortest. */
export function shorter(one: ProfileName, other: ProfileName): ProfileName {
  return profiles[one].stale <= profiles[other].stale ? one : other;
}
