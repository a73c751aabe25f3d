import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import { encounterDetail } from '../operations';

/** Who only passes by does not mean to look. */
const lingerMs = 90;

/** Reads the encounter that is pointed at and the one behind it, both at once, before they are opened. */
export function usePrefetch(rows: readonly { readonly id: string }[]): (place: number) => void {
  const client = useApolloClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (place: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        for (const row of rows.slice(place, place + 2))
          client
            .query({ query: encounterDetail, variables: { id: row.id }, context: { isAhead: true } })
            .catch(() => undefined);
      }, lingerMs);
    },
    [client, rows],
  );
}
