import { systemClock } from '../../../src/core/clock.ts';
import { type BulkOptions, bulkSource } from '../../../src/ingest/bulk/source.ts';
import { readBlock } from '../../../src/ingest/read-block.ts';
import type { Block, Item, PartProgress, Position, ReadOptions, Source } from '../../../src/ingest/source.ts';
import { BulkServer, type BulkWorld } from '../../support/fault-server/bulk-fhir.ts';
import { encounter, patient } from '../workbench.ts';

export const many = (type: 'Patient' | 'Encounter', from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    type === 'Patient' ? patient(`p${from + index}`) : encounter(`e${from + index}`),
  );

/** 700 resources in four files. */
export const world: BulkWorld = {
  output: {
    Patient: [many('Patient', 0, 250), many('Patient', 990, 250)],
    Encounter: [many('Encounter', 0, 150), many('Encounter', 150, 50)],
  },
};

export const start = (more: Partial<BulkWorld> = {}) => BulkServer.start({ ...world, ...more });

/** With delays of a real clock that are short. */
export function sourceOf(server: BulkServer, options: Partial<BulkOptions> = {}): Source {
  return bulkSource({
    ...{ base: server.base, clock: systemClock },
    ...options,
    limits: { firstDelayMs: 1, longestDelayMs: 2, tries: 4, ...options.limits },
    bulkLimits: { firstPollMs: 1, longestPollMs: 2, ...options.bulkLimits },
  });
}

export interface Read {
  /** `Type/id` of resources, in order. */
  keys: string[];
  resources: unknown[];
  deleted: string[];
  /** `file:line reason` */
  problems: string[];
  positions: Position[];
  asOf: string[];
  progress: PartProgress[];
}

/**
 * Reads a source to its end, and closes it.
 * @param stop ends the reading, with the source left open, once it says so
 */
export async function readAll(
  source: Source,
  { from, since, signal, blocks = true }: Partial<ReadOptions> = {},
  stop: (read: Read, item: Item) => boolean = () => false,
): Promise<Read> {
  const read: Read = {
    keys: [],
    resources: [],
    deleted: [],
    problems: [],
    positions: [],
    asOf: [],
    progress: [],
  };
  const onProgress = (progress: PartProgress) => read.progress.push(progress);
  const items = source.read({
    ...{ from, since, onProgress, blocks },
    signal: signal ?? new AbortController().signal,
  });
  try {
    for await (const item of items) {
      if ('position' in item) read.positions.push(item.position);
      else if ('asOf' in item) read.asOf.push(item.asOf);
      else if ('deleted' in item) read.deleted.push(`${item.deleted.type}/${item.deleted.id}`);
      else if ('block' in item) takeBlock(read, item);
      else if ('json' in item.content) {
        const { resourceType, id } = item.content.json as { resourceType: string; id: string };
        read.keys.push(`${resourceType}/${id}`);
        read.resources.push(item.content.json);
      } else read.problems.push(`${item.file}:${item.line} ${item.content.problem}`);
      if (stop(read, item)) break;
    }
  } finally {
    await source.close!();
  }
  return read;
}

function takeBlock({ keys, resources: all, problems }: Read, { file, linesBefore, block }: Block): void {
  const { resources, findings } = readBlock(block);
  all.push(...resources);
  keys.push(...resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  for (const { line, path, reason } of findings.rejected) {
    problems.push(`${file}:${linesBefore + line} ${path === undefined ? '' : `${path}: `}${reason}`);
  }
}

/** `Type/id` of all that is exported. */
export const keysOf = (exported: BulkWorld): string[] =>
  Object.values(exported.output)
    .flat(2)
    .map(line => line as { resourceType: string; id: string })
    .map(({ resourceType, id }) => `${resourceType}/${id}`)
    .sort();
