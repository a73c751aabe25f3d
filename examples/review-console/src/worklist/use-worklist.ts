import { skipToken, useQuery } from '@apollo/client/react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Failure, failureOf } from '../gateway/failures';
import { useRetryWhenOpen } from '../gateway/use-retry';
import type { EncounterRowFragment } from '../gql/graphql';
import { findPatients, worklist } from '../operations';
import { type Filters, orders, toFilter } from './filters';

const pageSize = 50;
/** Typing is waited for so long. */
const typingMs = 250;

export interface Worklist {
  readonly rows: readonly EncounterRowFragment[];
  /** All that fitted when they were asked for, loaded or not; undefined: not known yet. */
  readonly total: number | undefined;
  /** The same without those that were reviewed since, or taken back, and are still shown. */
  readonly left: number | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly failure: Failure | undefined;
  /** Patients whose name fits, where there are more than are looked at. */
  readonly tooManyPatients: number | undefined;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** The encounters that fit, as far as they were asked for. */
export function useWorklist(filters: Filters): Worklist {
  const name = useSettled(filters.name.trim());
  const found = useQuery(findPatients, name === '' ? skipToken : { variables: { name } });
  const patients = found.data?.patients;
  const ids = useMemo(
    () => (name === '' ? undefined : patients?.edges.map(({ node }) => node.id)),
    [name, patients],
  );
  const isSearching = name !== '' && ids === undefined;
  const nobody = ids?.length === 0;
  const filter = useDeferredValue(useMemo(() => toFilter(filters, ids), [filters, ids]));
  const list = useQuery(
    worklist,
    isSearching || nobody
      ? skipToken
      : {
          variables: { first: pageSize, filter, orderBy: orders[filters.sort].order },
          // What fits may have changed since the list was last looked at. While it is, it stays as it is: an
          // encounter does not vanish under the hand of who reviews it.
          fetchPolicy: 'cache-and-network',
          nextFetchPolicy: 'cache-first',
        },
  );
  const connection = list.data?.encounters;
  const rows = useMemo(
    () => (nobody ? [] : (connection?.edges.map(({ node }) => node) ?? [])),
    [connection, nobody],
  );

  const [moreFailure, setMoreFailure] = useState<Failure>();
  /** Cursor of what is on its way. */
  const asked = useRef<string>(undefined);
  const { fetchMore } = list;
  const { endCursor, hasNextPage = false } = connection?.pageInfo ?? {};
  const loadMore = useCallback(() => {
    if (!hasNextPage || !endCursor || asked.current === endCursor) return;
    asked.current = endCursor;
    setMoreFailure(undefined);
    fetchMore({ variables: { after: endCursor } })
      .catch(error => setMoreFailure(failureOf(error)))
      // Whoever comes back to this list finds its first page, and asks for what is behind it anew.
      .finally(() => {
        if (asked.current === endCursor) asked.current = undefined;
      });
  }, [endCursor, hasNextPage, fetchMore]);

  const error = found.error ?? list.error;
  const retry = useCallback(() => {
    asked.current = undefined;
    if (found.error) void found.refetch().catch(() => undefined);
    else if (list.error) void list.refetch().catch(() => undefined);
    else loadMore();
  }, [found, list, loadMore]);
  useRetryWhenOpen(error !== undefined || moreFailure !== undefined, retry);

  const total = nobody ? 0 : (connection?.count ?? undefined);
  const { reviewed: view } = filters;
  const gone = view === 'all' ? 0 : rows.filter(({ reviewed }) => reviewed !== (view === 'done')).length;
  return {
    ...{ rows, total, loadMore, retry },
    // Others may have been quicker.
    left: total && Math.max(total - gone, 0),
    hasMore: !nobody && hasNextPage,
    isLoading: !nobody && connection === undefined && error === undefined,
    failure: error ? failureOf(error) : moreFailure,
    tooManyPatients:
      patients && (patients.count ?? 0) > patients.edges.length ? (patients.count ?? undefined) : undefined,
  };
}

/** The value once it has not changed for a moment; an empty one at once. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : typingMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
