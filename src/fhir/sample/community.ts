import type { SampleOptions } from './options.ts';
import { type Place, places } from './places.ts';
import type { Random } from './random.ts';

/**
 * The people and houses of a sample are split into communities: one place with a hospital, two clinics, their
 * locations, and the practitioners and patients whose index leads there. Which is which is arithmetic, so
 * a reference can be made without looking its target up. Indices count from 0, the numbers in ids from 1.
 */

export const organizationsEach = 3;
/** 16 of the hospital and 4 of each clinic. */
export const locationsEach = 24;

export function communities({ patients }: SampleOptions): number {
  return Math.min(40, 2 + Math.floor(patients / 2_500));
}

/** At least 5, so that the two smallest communities have two physicians each; at most 5,000. */
export function practitioners({ patients }: SampleOptions): number {
  return Math.min(5_000, Math.max(5, Math.ceil(patients / 25)));
}

export function placeOf(community: number): Place {
  return places[community % places.length] as Place;
}

/** An Organization's index: 0 is the community's hospital, 1 and 2 are its clinics. */
export function organizationAt(community: number, house: number): number {
  return community * organizationsEach + house;
}

/** The practitioners of a community take turns in five posts; the first two are physicians'. */
export const posts = [
  'physician',
  'physician',
  'nurse practitioner',
  'nurse',
  'physician assistant',
] as const;

/** The number a practitioner has among those of the same community. */
export function rankOf(options: SampleOptions, practitioner: number): number {
  return Math.floor(practitioner / communities(options));
}

/** The index of a physician of the community. */
export function aPhysician(options: SampleOptions, community: number, random: Random): number {
  const size = communitySize(options, community);
  const physicians = Math.floor(size / 5) * 2 + Math.min(size % 5, 2);
  const chosen = random.int(0, physicians - 1);
  return practitionerAt(options, community, Math.floor(chosen / 2) * 5 + (chosen % 2));
}

/** The index of a practitioner of the community who is no physician, if it has one. */
export function anAssistant(options: SampleOptions, community: number, random: Random): number | undefined {
  const size = communitySize(options, community);
  const assistants = Math.floor(size / 5) * 3 + Math.max((size % 5) - 2, 0);
  if (assistants === 0) return undefined;
  const chosen = random.int(0, assistants - 1);
  return practitionerAt(options, community, Math.floor(chosen / 3) * 5 + 2 + (chosen % 3));
}

function communitySize(options: SampleOptions, community: number): number {
  return Math.floor((practitioners(options) - 1 - community) / communities(options)) + 1;
}

function practitionerAt(options: SampleOptions, community: number, rank: number): number {
  return community + communities(options) * rank;
}
