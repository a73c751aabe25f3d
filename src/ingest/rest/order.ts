import { isRecord } from '../../core/record.ts';
import { parseDate } from '../../fhir/dates.ts';

type Found = readonly (Record<string, unknown> | undefined)[];

/** The latest `meta.lastUpdated`, as it stands there; undefined where one has none. */
export function newestOf(found: Found): string | undefined {
  let newest: string | undefined;
  for (const resource of found) {
    const updated = lastUpdated(resource);
    if (timeOf(updated) === undefined) return undefined;
    if (newest === undefined || timeOf(updated)! > timeOf(newest)!) newest = updated;
  }
  return newest;
}

export function newerThan(instant: string, found: Found): Found {
  const bound = timeOf(instant) ?? Number.POSITIVE_INFINITY;
  return found.filter(resource => {
    const updated = lastUpdated(resource);
    // Servers may know more digits than milliseconds have.
    return (timeOf(updated) ?? Number.NEGATIVE_INFINITY) >= bound && updated !== instant;
  });
}

function lastUpdated(resource: Found[number]): string | undefined {
  const updated = isRecord(resource?.meta) ? resource.meta.lastUpdated : undefined;
  return typeof updated === 'string' ? updated : undefined;
}

function timeOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : parseDate(instant)?.low;
}
