import type { Catalog, Known, KnownEncounter, KnownPerson } from './catalog.ts';
import type { EncounterNode, PersonNode } from './operations.ts';
import type { ReviewedType, ReviewWorld, Span } from './world.ts';

/** An answer is not what it has to be. The message names the check, never what stands in the answer. */
export class WrongAnswer extends Error {}

export function must(holds: boolean, check: string): asserts holds {
  if (!holds) throw new WrongAnswer(check);
}

/** As searches compare text: without case and accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export const someStartWith = (names: readonly string[], prefix: string) =>
  names.some(name => name.startsWith(prefix) || name.includes(` ${prefix}`));

/** What an answer's rows are compared with. */
export interface Facts {
  readonly catalog: Catalog;
  readonly world: ReviewWorld;
}

export function checkReview(
  { world }: Facts,
  type: ReviewedType,
  { id, reviewed, reviewTime }: { id: string; reviewed?: boolean; reviewTime?: string | null },
  span: Span,
): void {
  if (reviewed === undefined) return;
  must(typeof reviewed === 'boolean', 'reviewed is a boolean');
  if (reviewTime !== undefined) must(reviewed === (reviewTime !== null), 'a review has a time');
  const expected = world.expected(type, id, span);
  if (expected === undefined) return;
  must(reviewed === expected, expected ? 'an acknowledged review shows' : 'nobody reviewed that here');
  const time = world.timeOf(type, id);
  if (time !== undefined && reviewTime !== undefined) must(reviewTime === time, 'a review keeps its time');
}

export function checkEncounter(facts: Facts, node: EncounterNode, span: Span): KnownEncounter | undefined {
  const known = find(facts.catalog.encounters, node.id);
  if (known !== undefined) {
    must(node.status === known.status, 'content of an encounter');
    if (node.period !== undefined) {
      const start = node.period?.start;
      must(
        (start == null ? Number.NEGATIVE_INFINITY : Date.parse(start)) === known.start,
        'content of an encounter',
      );
    }
    if (node.class !== undefined)
      must((node.class?.code ?? undefined) === known.classCode, 'content of an encounter');
    if (node.patient !== undefined && facts.catalog.patients.byId.has(known.patient ?? '')) {
      must(node.patient?.id === known.patient, 'the patient is who the reference says');
    }
    if (node.practitioners !== undefined) {
      const same =
        node.practitioners.length === known.practitioners.length &&
        node.practitioners.every(({ id }, place) => id === known.practitioners[place]);
      must(same, 'the practitioners are who the references say');
    }
  }
  if (node.subject?.reference != null && node.patient != null) {
    must(
      node.subject.reference.endsWith(`Patient/${node.patient.id}`),
      'the patient is who the reference says',
    );
  }
  if (node.patient != null) checkPerson(facts, 'Patient', node.patient, span);
  for (const one of node.practitioners ?? []) checkPerson(facts, 'Practitioner', one, span);
  checkReview(facts, 'Encounter', node, span);
  return known;
}

export function checkPerson(
  facts: Facts,
  type: 'Patient' | 'Practitioner',
  node: PersonNode,
  span: Span,
): KnownPerson | undefined {
  const known = find(type === 'Patient' ? facts.catalog.patients : facts.catalog.practitioners, node.id);
  if (known !== undefined) {
    if (node.birthDate !== undefined)
      must(node.birthDate === known.birthDate, `content of a ${type.toLowerCase()}`);
    if (node.gender !== undefined) must(node.gender === known.gender, `content of a ${type.toLowerCase()}`);
    for (const { family } of node.name ?? []) {
      if (family != null) must(known.families.includes(fold(family)), `content of a ${type.toLowerCase()}`);
    }
  }
  checkReview(facts, type, node, span);
  return known;
}

function find<T>(known: Known<T>, id: string): T | undefined {
  const found = known.byId.get(id);
  must(found !== undefined || !known.complete, 'a resource that the data have');
  return found;
}

/** Whether a row belongs into a list; undefined: it may, since a review is under way. */
export type Matches<T> = (entry: T, span: Span) => boolean | undefined;

/**
 * Compares a page with what the known data must give, in the default order: each row fits the filter, comes behind the one before, and
 * nothing between was left out. @returns the place behind the page, for the next one
 */
export function checkPage<T extends { readonly id: string; readonly place: number }>(
  known: Known<T>,
  ids: readonly string[],
  page: { readonly begin: number; readonly first: number; readonly hasNextPage: boolean },
  matches: Matches<T>,
  span: Span,
): number {
  must(ids.length <= page.first, 'no more rows than asked for');
  must(ids.length === page.first || !page.hasNextPage, 'a page is full, or the last');
  const rows: T[] = [];
  for (const id of ids) {
    const row = known.byId.get(id);
    if (row === undefined) return Number.POSITIVE_INFINITY;
    must(row.place >= (rows.length === 0 ? page.begin : rows.at(-1)!.place + 1), 'order of rows, each once');
    must(matches(row, span) !== false, 'the filter holds for each row');
    rows.push(row);
  }
  let place = page.begin;
  for (const row of rows) {
    for (; place < row.place; place++) must(matches(known.list[place]!, span) !== true, 'no row is left out');
    place++;
  }
  if (!page.hasNextPage && known.complete) {
    for (let rest = place; rest < known.list.length; rest++) {
      must(matches(known.list[rest]!, span) !== true, 'no row is left out');
    }
  }
  return place;
}

/** How many rows a list may say it has. */
export function countOf<T>(
  known: Known<T>,
  matches: Matches<T>,
  span: Span,
): { least: number; most: number } | undefined {
  if (!known.complete) return undefined;
  let least = 0;
  let most = 0;
  for (const entry of known.list) {
    const fits = matches(entry, span);
    if (fits !== false) most++;
    if (fits === true) least++;
  }
  return { least, most };
}
