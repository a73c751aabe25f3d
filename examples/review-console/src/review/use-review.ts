import type { ApolloCache } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useMemo } from 'react';
import { failureOf, failureWith } from '../gateway/failures';
import type { EncounterRowFragment } from '../gql/graphql';
import { encounterDetail, review, reviewMany } from '../operations';
import { personName, plural } from '../ui/format';
import { useToast } from '../ui/toasts';

/** What has to be known of an encounter to review it. */
export type Reviewed = Pick<EncounterRowFragment, 'id' | 'reviewed'> &
  Partial<Pick<EncounterRowFragment, 'meta' | 'patient'>>;

/** The gateway takes no more at a time. */
const mostAtOnce = 500;

export interface Reviewing {
  one(encounter: Reviewed, reviewed: boolean): Promise<void>;
  many(encounters: readonly Reviewed[], reviewed: boolean): Promise<void>;
}

/**
 * Reviews are shown at once; what the gateway refuses is taken back and told, with a way to try again. `expectedVersion`
 * sees to it that nobody reviews what he has not seen.
 */
export function useReview(): Reviewing {
  const client = useApolloClient();
  const toast = useToast();
  return useMemo(() => {
    const reload = (id: string) =>
      void client
        .query({ query: encounterDetail, variables: { id }, fetchPolicy: 'network-only' })
        .catch(() => undefined);

    const one: Reviewing['one'] = async (encounter, reviewed) => {
      const { id } = encounter;
      const who = personName(encounter.patient?.name, 'Encounter');
      const change = changeOf([encounter], reviewed);
      try {
        await client.mutate({
          mutation: review,
          variables: { id, reviewed, expectedVersion: encounter.meta?.versionId },
          context: { isReview: true },
          optimisticResponse: { __typename: 'Mutation', review: foreseen(id, reviewed) },
          update: cache => count(cache, change),
        });
        toast({
          kind: 'done',
          text: reviewed ? `${who}: reviewed.` : `${who}: the review was taken back.`,
          action: { label: 'Undo', run: () => void one({ ...encounter, reviewed }, !reviewed) },
        });
      } catch (error) {
        const { code, words, canRetry } = failureOf(error);
        if (code === 'CONFLICT') reload(id);
        toast({
          kind: 'failed',
          text: `${who}: ${reviewed ? 'the review was' : 'taking the review back was'} not saved. ${words}`,
          ...(canRetry && { action: { label: 'Retry', run: () => void one(encounter, reviewed) } }),
        });
      }
    };

    /** Those that were not reviewed, and why. */
    const send = async (encounters: readonly Reviewed[], reviewed: boolean) => {
      const failed: { readonly encounter: Reviewed; readonly code: string }[] = [];
      try {
        await client
          .mutate({
            mutation: reviewMany,
            variables: {
              inputs: encounters.map(({ id, meta }) => ({
                ...{ resourceType: 'ENCOUNTER' as const, id, reviewed },
                expectedVersion: meta?.versionId,
              })),
            },
            context: { isReview: true },
            optimisticResponse: {
              __typename: 'Mutation',
              reviewMany: encounters.map(({ id }) => ({
                ...{ __typename: 'ReviewResult' as const, id, error: null },
                resource: foreseen(id, reviewed),
              })),
            },
            update: (cache, { data }) => {
              const done = new Set(data?.reviewMany?.filter(({ error }) => !error).map(({ id }) => id));
              count(
                cache,
                changeOf(
                  encounters.filter(({ id }) => done.has(id)),
                  reviewed,
                ),
              );
            },
          })
          .then(({ data }) => {
            for (const [place, { error }] of (data?.reviewMany ?? []).entries())
              if (error) failed.push({ encounter: encounters[place]!, code: error.code });
          });
      } catch (error) {
        const { code } = failureOf(error);
        return encounters.map(encounter => ({ encounter, code }));
      }
      return failed;
    };

    const many: Reviewing['many'] = async (encounters, reviewed) => {
      const failed = [];
      for (let at = 0; at < encounters.length; at += mostAtOnce)
        failed.push(...(await send(encounters.slice(at, at + mostAtOnce), reviewed)));
      const done = plural(encounters.length - failed.length, 'encounter');
      const what = reviewed ? 'reviewed' : 'no longer reviewed';
      if (failed.length === 0) return toast({ kind: 'done', text: `${done} ${what}.` });
      for (const { encounter, code } of failed) if (code === 'CONFLICT') reload(encounter.id);
      const again = failed.filter(({ code }) => failureWith(code).canRetry).map(({ encounter }) => encounter);
      toast({
        kind: 'failed',
        text: `${done} ${what}, ${plural(failed.length, 'encounter')} not. ${failureWith(failed[0]!.code).words}`,
        ...(again.length > 0 && { action: { label: 'Retry', run: () => void many(again, reviewed) } }),
      });
    };
    return { one, many };
  }, [client, toast]);
}

/** What the answer will be if all goes well; the gateway's own clock and user come with it. */
function foreseen(id: string, reviewed: boolean) {
  return {
    ...{ __typename: 'Encounter' as const, id, reviewed },
    ...{ reviewTime: reviewed ? new Date().toISOString() : null, reviewedBy: null },
  };
}

function changeOf(encounters: readonly Reviewed[], reviewed: boolean): number {
  const changed = encounters.filter(encounter => encounter.reviewed !== reviewed).length;
  return reviewed ? changed : -changed;
}

interface Progress {
  readonly resourceType: string;
  readonly reviewed: number;
}

/** The progress that is shown follows at once, and goes back with a review that fails. */
function count(cache: ApolloCache, change: number): void {
  cache.modify({
    fields: {
      // Entries have no id, so they stand here as they are.
      reviewProgress: entries =>
        (entries as readonly Progress[] | null)?.map(entry =>
          entry.resourceType === 'ENCOUNTER' ? { ...entry, reviewed: entry.reviewed + change } : entry,
        ) ?? null,
    },
  });
}
