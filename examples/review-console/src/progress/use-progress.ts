import { useQuery } from '@apollo/client/react';
import { failureOf } from '../gateway/failures';
import { useRetryWhenOpen } from '../gateway/use-retry';
import { progress } from '../operations';

/** How far the tenant is, by type; follows reviews made here at once. `isFresh`: others' are wanted as well. */
export function useProgress(isFresh: boolean) {
  const { data, error, refetch } = useQuery(progress, {
    fetchPolicy: isFresh ? 'cache-and-network' : 'cache-first',
  });
  const retry = () => void refetch().catch(() => undefined);
  useRetryWhenOpen(error !== undefined, retry);
  return { entries: data?.reviewProgress, failure: error && failureOf(error), retry };
}
