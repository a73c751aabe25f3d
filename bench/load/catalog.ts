import { fold } from './checks.ts';
import { type EncounterNode, operations, type Page, type PersonNode } from './operations.ts';

/** An encounter as every tenant has it. Times are ms since 1970. */
export interface KnownEncounter {
  readonly id: string;
  /** In the default order of lists, the latest first. */
  readonly place: number;
  readonly status: string;
  readonly classCode: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly version: string | undefined;
  readonly patient: string | undefined;
  readonly practitioners: readonly string[];
}

export interface KnownPerson {
  readonly id: string;
  /** In the default order of lists, by name. */
  readonly place: number;
  readonly birthDate: string | null;
  readonly gender: string | null;
  readonly version: string | undefined;
  /** All parts of all names, without case and accents. */
  readonly names: readonly string[];
  /** Family names alone, likewise. */
  readonly families: readonly string[];
}

/** A type's resources in the default order of its lists. */
export interface Known<T> {
  readonly list: readonly T[];
  readonly byId: ReadonlyMap<string, T>;
  /** Whether that is all there is. */
  readonly complete: boolean;
}

/**
 * What the master data say, read once at the start: copies of one master are alike, so every answer of every tenant can be
 * compared with it.
 */
export interface Catalog {
  readonly encounters: Known<KnownEncounter>;
  readonly patients: Known<KnownPerson>;
  readonly practitioners: Known<KnownPerson>;
}

/** More are not kept: the load generator shares the machine with the gateway. */
const mostKnown = 20_000;

type Ask = (text: string, variables: object) => Promise<Readonly<Record<string, unknown>>>;

export async function readCatalog(ask: Ask): Promise<Catalog> {
  return {
    encounters: await readAll(ask, operations.allEncounters.text, 'encounters', knownEncounter),
    patients: await readAll(ask, operations.allPatients.text, 'patients', knownPerson),
    practitioners: await readAll(ask, operations.allPractitioners.text, 'practitioners', knownPerson),
  };
}

async function readAll<N, T extends { readonly id: string }>(
  ask: Ask,
  text: string,
  field: string,
  known: (node: N, place: number) => T,
): Promise<Known<T>> {
  const list: T[] = [];
  let after: string | null = null;
  for (let more = true; more && list.length < mostKnown; ) {
    const { edges, pageInfo } = (await ask(text, { after }))[field] as Page<N>;
    for (const { node } of edges) list.push(known(node, list.length));
    ({ endCursor: after, hasNextPage: more } = pageInfo);
    if (!more) return { list, byId: new Map(list.map(entry => [entry.id, entry])), complete: true };
  }
  return { list, byId: new Map(list.map(entry => [entry.id, entry])), complete: false };
}

function knownEncounter(node: EncounterNode, place: number): KnownEncounter {
  const { period } = node;
  return {
    id: node.id,
    place,
    status: node.status,
    classCode: node.class?.code ?? undefined,
    start: period?.start == null ? Number.NEGATIVE_INFINITY : Date.parse(period.start),
    end: period?.end == null ? Number.POSITIVE_INFINITY : Date.parse(period.end),
    version: node.meta?.versionId,
    patient: node.subject?.reference?.replace(/^.*Patient\//, ''),
    practitioners: (node.practitioners ?? []).map(({ id }) => id),
  };
}

function knownPerson(node: PersonNode, place: number): KnownPerson {
  return {
    id: node.id,
    place,
    birthDate: node.birthDate ?? null,
    gender: node.gender ?? null,
    version: node.meta?.versionId,
    names: namesOf(node),
    families: (node.name ?? []).flatMap(({ family }) => (family == null ? [] : [fold(family)])),
  };
}

/** Every part of every name, as searches by the beginning of a name take them. */
export function namesOf(node: PersonNode): string[] {
  return (node.name ?? []).flatMap(({ text, family, given, prefix, suffix }) =>
    [text, family, ...(given ?? []), ...(prefix ?? []), ...(suffix ?? [])].flatMap(part =>
      part == null ? [] : [fold(part)],
    ),
  );
}
