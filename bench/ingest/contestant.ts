/**
 * One ingest in a process of its own: `plain <folder> <database>` or `gateway <folder> <store>`. Writes a line of JSON.
 */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { keepCompiled } from '../../src/compiled.ts';

/** What a contestant says when it is done. */
export interface Outcome {
  readonly resources: number;
  readonly wallMs: number;
  /** Of all its threads. */
  readonly processorMs: number;
  readonly peakMb: number;
}

/** Parses each line and inserts its text: no check, no index, no sync. */
async function plain(folder: string, path: string): Promise<number> {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE');
  database.exec('CREATE TABLE resource (n INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT');
  database.exec('BEGIN');
  const insert = database.prepare('INSERT INTO resource (content) VALUES (?)');
  let resources = 0;
  for (const name of await readdir(folder)) {
    const input = createReadStream(join(folder, name), { highWaterMark: 256 * 1024 });
    for await (const line of createInterface({ input })) {
      JSON.parse(line);
      insert.run(line);
      resources += 1;
    }
  }
  database.exec('COMMIT');
  database.close();
  return resources;
}

async function gateway(folder: string, path: string): Promise<number> {
  // As the command does, which imports nothing before this.
  keepCompiled();
  const { systemClock } = await import('../../src/core/clock.ts');
  const { filesSource } = await import('../../src/ingest/files.ts');
  const { ingest } = await import('../../src/ingest/ingest.ts');
  const { Rejections } = await import('../../src/ingest/rejections.ts');
  const { SqliteStore } = await import('../../src/store/sqlite/store.ts');
  const { boundHeapOfIngest } = await import('../../src/heap.ts');
  boundHeapOfIngest();
  const store = new SqliteStore(path, systemClock);
  try {
    const { taken, rejected } = await ingest({
      store,
      source: await filesSource([folder], process.stdin),
      clock: systemClock,
      rejections: new Rejections(join(path, 'rejected.ndjson')),
      refresh: false,
      onProgress: () => {},
    });
    if (rejected > 0) throw new Error(`${rejected} resources were rejected`);
    return taken;
  } finally {
    await store.close();
  }
}

if (import.meta.main) {
  const [who, folder, path] = process.argv.slice(2);
  const startedMs = performance.now();
  const resources = await (who === 'plain' ? plain : gateway)(folder!, path!);
  const { user, system } = process.cpuUsage();
  const outcome: Outcome = {
    resources,
    wallMs: performance.now() - startedMs,
    processorMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
