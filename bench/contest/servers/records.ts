import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A resource, or a part of one. */
export interface Json {
  readonly [name: string]: unknown;
}

export interface Resource extends Json {
  readonly resourceType: string;
  readonly id: string;
}

export interface Encounter extends Resource {
  readonly status: string;
  readonly class: { readonly code?: string };
  readonly period: { readonly start: string };
  readonly subject: { readonly reference: string };
  readonly participant: readonly { readonly individual?: { readonly reference: string } }[];
}

/** Encounters in the two orders that are asked for; those at the same instant as the files have them, or the other way about. */
export interface Ordered {
  readonly latestFirst: readonly Encounter[];
  readonly earliestFirst: readonly Encounter[];
}

/** What the peers hold in memory: maps, and lists in the order they are asked for in, so that nothing is sorted for a request. */
export interface Records {
  readonly patients: ReadonlyMap<string, Resource>;
  readonly practitioners: ReadonlyMap<string, Resource>;
  readonly encounters: Ordered;
  /** By the practitioner's id. */
  readonly byPractitioner: ReadonlyMap<string, Ordered>;
}

/** A resource of a folder of NDJSON a time. */
export async function* readResources(folder: string, type: string): AsyncGenerator<Resource> {
  const lines = createInterface({ input: createReadStream(join(folder, `${type}.ndjson`)) });
  for await (const line of lines) yield JSON.parse(line);
}

export async function readRecords(folder: string): Promise<Records> {
  const encounters = (await Array.fromAsync(readResources(folder, 'Encounter'))) as Encounter[];
  const byPractitioner = new Map<string, Encounter[]>();
  for (const encounter of encounters) {
    for (const id of new Set(practitionersOf(encounter))) {
      const list = byPractitioner.get(id);
      if (list === undefined) byPractitioner.set(id, [encounter]);
      else list.push(encounter);
    }
  }
  return {
    patients: await byId(folder, 'Patient'),
    practitioners: await byId(folder, 'Practitioner'),
    encounters: ordered(encounters),
    byPractitioner: new Map([...byPractitioner].map(([id, list]) => [id, ordered(list)])),
  };
}

function ordered(encounters: readonly Encounter[]): Ordered {
  const dated = encounters.map(encounter => ({ encounter, at: Date.parse(encounter.period.start) }));
  const earliestFirst = dated.sort((one, other) => one.at - other.at).map(({ encounter }) => encounter);
  return { earliestFirst, latestFirst: earliestFirst.toReversed() };
}

async function byId(folder: string, type: string): Promise<Map<string, Resource>> {
  const map = new Map<string, Resource>();
  // Nobody reviews with the peers.
  for await (const resource of readResources(folder, type))
    map.set(resource.id, { ...resource, reviewed: false });
  return map;
}

export function practitionersOf({ participant }: Encounter): string[] {
  return participant.flatMap(({ individual }) =>
    individual?.reference.startsWith('Practitioner/') ? idOf(individual.reference) : [],
  );
}

/** `1` of `Patient/1`. */
export function idOf(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}
