import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { Rejections } from '../../src/ingest/rejections.ts';
import type { Source } from '../../src/ingest/source.ts';
import type { Store } from '../../src/store/port.ts';

export async function ingestInto(
  store: Store,
  source: Source,
  folder: string,
  clock: Clock,
  refresh = false,
) {
  return ingest({
    store,
    source,
    clock,
    refresh,
    // Tests take away what they like.
    allowLoss: true,
    rejections: new Rejections(join(folder, 'rejected.ndjson')),
    onProgress: () => undefined,
  });
}
