import { systemClock } from '../../src/core/clock.ts';
import { filesSource } from '../../src/ingest/files.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { Rejections } from '../../src/ingest/rejections.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';

/**
 * Ingests the files named, with a checkpoint wherever there can be one, and tells what it does: a line `taken` a batch,
 * `finishing` before the commit, and the summary at the end.
 */
const store = new SqliteStore('store', systemClock);
const source = await filesSource(process.argv.slice(2), process.stdin);
const summary = await ingest({
  ...{ store, source, clock: systemClock, refresh: false, checkpointEveryMs: 0 },
  rejections: new Rejections('rejected.ndjson'),
  onProgress: progress => {
    if (!('part' in progress)) process.stdout.write(`${Object.keys(progress)[0]}\n`);
  },
});
await store.close();
const { durationMs: _, taken: __, resumed, ...rest } = summary;
process.stdout.write(`${JSON.stringify({ resumed, rest })}\n`);
