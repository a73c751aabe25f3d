import DataLoader from 'dataloader';
import { type ResourceKey, splitKey } from '../../core/ids.ts';
import { traced } from '../../core/tracing.ts';
import type { LoaderName } from '../../metrics/loaders.ts';
import type { ListQuery } from '../../services/searching.ts';

/** A span a batch: what is loaded, of which type, and how much. */
export function tracedBatch<Result>(
  loader: LoaderName,
  batch: readonly (ResourceKey | ListQuery)[],
  run: () => Promise<Result>,
): Promise<Result>;
export function tracedBatch<Result>(
  loader: LoaderName,
  batch: readonly (ResourceKey | ListQuery)[],
  run: () => Result | Promise<Result>,
): Result | Promise<Result>;
export function tracedBatch<Result>(
  loader: LoaderName,
  batch: readonly (ResourceKey | ListQuery)[],
  run: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const about = { 'gateway.loader': loader, 'gateway.batch.size': batch.length };
  return traced(`loader ${loader}`, 'internal', about, span => {
    if (span !== undefined) {
      const types = new Set(batch.map(each => (typeof each === 'string' ? splitKey(each).type : each.type)));
      const [type] = types;
      if (type !== undefined && types.size === 1) span.set({ 'gateway.resource_type': type });
    }
    return run();
  });
}

/** The loader of a key's type, made when it is needed first. */
export function loaderOf<Value>(
  loaders: Map<string, DataLoader<ResourceKey, Value>>,
  key: ResourceKey,
  batch: (keys: readonly ResourceKey[]) => Promise<readonly (Value | Error)[]>,
  options: DataLoader.Options<ResourceKey, Value>,
): DataLoader<ResourceKey, Value> {
  const { type } = splitKey(key);
  const loader = loaders.get(type) ?? new DataLoader(batch, options);
  loaders.set(type, loader);
  return loader;
}
