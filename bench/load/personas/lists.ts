import type { KnownEncounter } from '../catalog.ts';
import { checkEncounter, checkPage, countOf, type Matches, must } from '../checks.ts';
import { type EncounterNode, operations, type Page } from '../operations.ts';
import type { Setting } from '../persona.ts';
import type { User } from '../user.ts';
import type { Span } from '../world.ts';

export interface WorklistFilter {
  readonly reviewed?: boolean;
  readonly status?: readonly string[];
  readonly class?: readonly string[];
  /** Of whole years. */
  readonly period?: { readonly from: string; readonly to: string };
}

/** Which known encounters a filter lets through, as the gateway's documents tell. */
export function matchesOf(filter: WorklistFilter, { tenant }: User): Matches<KnownEncounter> {
  const from = filter.period && Date.parse(filter.period.from);
  const to = filter.period && Date.UTC(Number(filter.period.to) + 1);
  return (known, span) => {
    if (filter.status !== undefined && !filter.status.includes(known.status)) return false;
    if (filter.class !== undefined && !filter.class.includes(known.classCode ?? '')) return false;
    if (from !== undefined && to !== undefined && (known.start >= to || known.end < from)) return false;
    if (filter.reviewed === undefined) return true;
    const reviewed = tenant.world.expected('Encounter', known.id, span);
    return reviewed === undefined ? undefined : reviewed === filter.reviewed;
  };
}

/** Where a reader of a list is. */
export interface Scroll {
  readonly first: number;
  readonly filter: WorklistFilter;
  after: string | null;
  place: number;
  readonly seen: Set<string>;
}

/** Compares a page of encounters, the latest first. */
export function checkEncounters(
  user: User,
  { catalog }: Setting,
  scroll: Scroll,
  page: Page<EncounterNode>,
  span: Span,
): number {
  const matches = matchesOf(scroll.filter, user);
  for (const { node } of page.edges) {
    checkEncounter(user.facts, node, span);
    must(!scroll.seen.has(node.id), 'no row comes twice');
  }
  if (page.count !== undefined) checkCount(user, catalog.encounters, scroll.filter, page.count, span);
  const ids = page.edges.map(({ node }) => node.id);
  const { hasNextPage } = page.pageInfo;
  return checkPage(
    catalog.encounters,
    ids,
    { begin: scroll.place, first: scroll.first, hasNextPage },
    matches,
    span,
  );
}

/** Counts of content alone never change; each is counted once for all tenants. */
const counts = new WeakMap<object, Map<string, { least: number; most: number } | undefined>>();

function checkCount(
  user: User,
  known: Setting['catalog']['encounters'],
  filter: WorklistFilter,
  count: number,
  span: Span,
): void {
  const { reviewed, ...content } = filter;
  let ofKnown = counts.get(known);
  if (ofKnown === undefined) {
    ofKnown = new Map();
    counts.set(known, ofKnown);
  }
  const key = JSON.stringify(content);
  if (!ofKnown.has(key)) ofKnown.set(key, countOf(known, matchesOf(content, user), span));
  const all = ofKnown.get(key);
  if (all === undefined) return;
  // How many of some are reviewed would have to be counted row by row.
  const done = key === '{}' ? user.tenant.world.progress('Encounter', span) : { least: 0, most: all.most };
  const [least, most] =
    reviewed === undefined
      ? [all.least, all.most]
      : reviewed
        ? [done.least, done.most]
        : [all.most - done.most, all.most - done.least];
  must(count >= least && count <= most, 'how many rows there are');
}

/** Reads the next page of a worklist. @returns its rows, and whether there are more; undefined: it was not answered */
export async function readWorklist(
  user: User,
  setting: Setting,
  scroll: Scroll,
): Promise<{ rows: readonly EncounterNode[]; more: boolean } | undefined> {
  let place = scroll.place;
  const outcome = await user.ask<{ encounters: Page<EncounterNode> }>({
    action: scroll.after === null ? 'worklist' : 'scroll on',
    operation: operations.worklist,
    variables: { first: scroll.first, after: scroll.after, filter: scroll.filter },
    check: ({ encounters }, span) => {
      place = checkEncounters(user, setting, scroll, encounters, span);
    },
  });
  if (outcome.kind !== 'answered') return undefined;
  const { edges, pageInfo } = outcome.data.encounters;
  for (const { node } of edges) scroll.seen.add(node.id);
  scroll.place = place;
  scroll.after = pageInfo.endCursor;
  return { rows: edges.map(({ node }) => node), more: pageInfo.hasNextPage };
}
