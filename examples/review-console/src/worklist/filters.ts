import type { EncounterFilter, EncounterOrder } from '../gql/graphql';

/** What the reviewer has asked for. Kept in memory alone: a name belongs into no URL and no storage. */
export interface Filters {
  readonly name: string;
  readonly reviewed: 'open' | 'done' | 'all';
  readonly status: string;
  readonly class: string;
  /** Days, as an input of dates has them; empty: without bound. */
  readonly from: string;
  readonly to: string;
  readonly sort: keyof typeof orders;
}

export const noFilters: Filters = {
  ...{ name: '', reviewed: 'open', status: '', class: '', from: '', to: '', sort: 'latest' },
};

export const orders = {
  latest: { label: 'Latest first', order: { field: 'DATE', direction: 'DESC' } },
  earliest: { label: 'Earliest first', order: { field: 'DATE', direction: 'ASC' } },
  changed: { label: 'Last changed', order: { field: 'LAST_UPDATED', direction: 'DESC' } },
  reviewed: { label: 'Last reviewed', order: { field: 'REVIEW_TIME', direction: 'DESC' } },
} as const satisfies Record<string, { label: string; order: EncounterOrder }>;

export const statuses = [
  ...['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled'],
];

export const classes = ['AMB', 'VR', 'EMER', 'IMP'];

/** How many narrow the list down, besides the name and whether reviewed. */
export function narrowing({ status, class: kind, from, to }: Filters): number {
  return [status, kind, from || to].filter(Boolean).length;
}

/** @param patients ids of those whose name fits; undefined: any */
export function toFilter(filters: Filters, patients: readonly string[] | undefined): EncounterFilter {
  const { reviewed, status, class: kind, from, to } = filters;
  return {
    ...(reviewed !== 'all' && { reviewed: reviewed === 'done' }),
    ...(status && { status: [status] }),
    ...(kind && { class: [kind] }),
    ...((from || to) && { period: { ...(from && { from }), ...(to && { to }) } }),
    ...(patients && { patient: [...patients] }),
  };
}
