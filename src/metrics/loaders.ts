import type { Metrics } from './metrics.ts';

export type LoaderName = 'resources' | 'reviews' | 'pages' | 'counts';

/** Told of every batch: so many keys or queries of one resource type. */
export type OnBatch = (loader: LoaderName, type: string, size: number) => void;

/** @param types those that are labels; any further one is `other` */
export function loaderObserver(
  { loaderBatchSize }: Pick<Metrics, 'loaderBatchSize'>,
  types: readonly string[],
): OnBatch {
  // Made once, so that a batch does not look labels up.
  const observersOf = (type: string) => ({
    resources: loaderBatchSize.labels('resources', type),
    reviews: loaderBatchSize.labels('reviews', type),
    pages: loaderBatchSize.labels('pages', type),
    counts: loaderBatchSize.labels('counts', type),
  });
  const byType = new Map(types.map(type => [type, observersOf(type)]));
  const other = observersOf('other');
  return (loader, type, size) => (byType.get(type) ?? other)[loader].observe(size);
}
