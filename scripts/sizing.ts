// What Couchbase needs for your data: measures the resources of a folder as the gateway would store and index them, and
// computes memory, disk and nodes. docs/scaling.md explains the figures.
//
//   node scripts/sizing.ts <folder with .ndjson> [--tenants 1000] [--resources 100000] [--warm 100] [--replicas 1]
//                          [--magma] [--node-gb 256] [--index-resident 20]
import { parseArgs } from 'node:util';
import { indexes } from '../src/store/couchbase/indexes.ts';
import { measure, type Sums } from './sizing/measure.ts';

/** In bytes, or as a part of one. */
const rules = {
  /** https://docs.couchbase.com/server/current/install/sizing-general.html */
  documentMetadata: 56,
  overhead: 1.25,
  highWaterMark: 0.85,
  /** The same: Plasma has 46 in the back index and 74 in the main one, and keeps data about twice. */
  indexEntry: 46 + 74,
  indexVersions: 2,
  /** https://docs.couchbase.com/server/current/learn/data/scopes-and-collections.html; some are left free, two are for masters. */
  collections: 1000,
  freeCollections: 50,
  masters: 2,
  /** https://docs.couchbase.com/cloud/clusters/data-service/storage-engines.html: least memory as a part of the data, data a node. */
  couchstore: { memory: 0.1, nodeData: 1.6 * 1024 ** 4 },
  magma: { memory: 0.01, nodeData: 16 * 1024 ** 4 },
  /** The server compacts a file when 30 % of it is of no use any more. */
  fileUsed: 0.7,
  /** Our choice: of a machine's memory, for the server's quotas; of its disk, at most. */
  machineUsed: 0.8,
  diskUsed: 0.6,
};

const usage = `Usage: node scripts/sizing.ts <folder with .ndjson> [--tenants N] [--resources N] [--warm N] [--replicas N]
       [--magma] [--node-gb N] [--index-resident percent]
`;
const options = {
  tenants: { type: 'string', default: '1000' },
  resources: { type: 'string', default: '100000' },
  warm: { type: 'string', default: '100' },
  replicas: { type: 'string', default: '1' },
  'node-gb': { type: 'string', default: '256' },
  'index-resident': { type: 'string', default: '20' },
  magma: { type: 'boolean', default: false },
} as const;

function read() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [folder] = positionals;
    const number = (name: Exclude<keyof typeof options, 'magma'>) => {
      if (!/^\d{1,15}$/.test(values[name]))
        throw new Error(`--${name} ${values[name]}: expected a whole number`);
      return Number(values[name]);
    };
    if (folder === undefined) throw new Error('A folder is missing');
    return {
      ...{ folder, tenants: number('tenants'), resources: number('resources'), warm: number('warm') },
      ...{ replicas: number('replicas'), nodeGb: number('node-gb'), magma: values.magma },
      residentPart: Math.min(1, number('index-resident') / 100),
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}
const { folder, tenants, resources, warm, replicas, nodeGb, magma, residentPart } = read();

const whole = (value: number) => Math.round(value).toLocaleString('en');
const tenth = (value: number) => value.toFixed(1);
const percent = (part: number) => `${tenth(100 * part).replace('.0', '')} %`;
/** In powers of 1,000. */
const size = (value: number) => {
  const power = Math.min(5, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  const scaled = value / 1000 ** power;
  return `${scaled >= 100 || power === 0 ? Math.round(scaled) : tenth(scaled)} ${['B', 'kB', 'MB', 'GB', 'TB', 'PB'][power]}`;
};
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`;
const table = (head: readonly string[], left: number, rows: readonly (readonly (string | number)[])[]) =>
  process.stdout.write(
    `${[head, head.map((_, place) => (place < left ? '---' : '---:')), ...rows].map(row).join('')}\n`,
  );

const { byType, byIndex, total } = await measure(folder);
if (total.count === 0) {
  process.stderr.write(`No .ndjson with resources in ${folder}\n`);
  process.exit(1);
}
const mean = (name: keyof Sums) => total[name] / total.count;
const [key, value] = [mean('key'), mean('document')];
const entryKey = total.entryBytes / total.entries;

process.stdout.write(`${whole(total.count)} resources of ${folder}. Of one, on average:\n\n`);
table(
  [
    'type',
    'part',
    'key B',
    'JSON B',
    '`_search` B',
    'document B',
    'terms',
    'a term B',
    'ranges',
    'index entries',
  ],
  1,
  [...byType, ['all', total] as const].map(([type, sums]) => [
    ...[type, percent(sums.count / total.count)],
    ...[sums.key, sums.json, sums.search, sums.document].map(all => whole(all / sums.count)),
    ...[tenth(sums.terms / sums.count), whole(sums.termBytes / sums.terms)],
    ...[tenth(sums.ranges / sums.count), tenth(sums.entries / sums.count)],
  ]),
);
table(
  ['index', 'entries a resource', 'key B an entry', 'data B a resource'],
  1,
  [...byIndex].map(([name, { entries, bytes }]) => [
    ...[name, tenth(entries / total.count), whole(bytes / entries)],
    whole((entries * (rules.indexEntry + key) + bytes) / total.count),
  ]),
);

const documents = tenants * resources;
const copies = 1 + replicas;
const warmPart = tenants === 0 ? 0 : Math.min(1, warm / tenants);
const metadata = documents * (rules.documentMetadata + key) * copies;
const values = documents * value * copies;
const data = metadata + values;
const engine = magma ? rules.magma : rules.couchstore;
// Couchstore keeps the metadata of all documents in memory (value eviction), Magma of those in use (full eviction).
const inUse =
  ((magma ? metadata * warmPart : metadata) + values * warmPart) * (rules.overhead / rules.highWaterMark);
const dataMemory = Math.max(inUse, data * engine.memory);
const entries = documents * mean('entries');
const indexData = entries * (rules.indexEntry + key + entryKey) * rules.indexVersions * copies;
const indexMemory = indexData * rules.overhead * residentPart;

process.stdout.write(
  `${whole(tenants)} tenants of ${whole(resources)} resources, ${whole(warm)} warm, ${replicas} replica(s), ${magma ? 'Magma' : 'Couchstore'}:\n\n`,
);
table(['of all clusters', 'how', 'figure'], 2, [
  ['documents', `${whole(tenants)} × ${whole(resources)}`, whole(documents)],
  ['metadata', `× (${rules.documentMetadata} + ${whole(key)}) B × ${copies} copies`, size(metadata)],
  ['documents', `× ${whole(value)} B × ${copies} copies`, size(values)],
  [
    'in use',
    `(metadata${magma ? ' and' : ' +'} documents × ${percent(warmPart)} warm) × ${rules.overhead} / ${rules.highWaterMark}`,
    size(inUse),
  ],
  ['the least it takes', `${percent(engine.memory)} of ${size(data)}`, size(data * engine.memory)],
  ['**Data Service, memory**', 'the larger of the two', `**${size(dataMemory)}**`],
  ['**Data Service, disk**', `${size(data)} / ${rules.fileUsed}`, `**${size(data / rules.fileUsed)}**`],
  ['index entries', `× ${tenth(mean('entries'))}`, whole(entries)],
  [
    '**Index Service, disk**',
    `× (${rules.indexEntry} + ${whole(key)} + ${whole(entryKey)}) B × ${rules.indexVersions} × ${copies} copies`,
    `**${size(indexData)}**`,
  ],
  [
    '**Index Service, memory**',
    `× ${rules.overhead} × ${percent(residentPart)} resident`,
    `**${size(indexMemory)}**`,
  ],
]);

const perCluster = rules.collections - rules.freeCollections;
const clusters = Math.max(1, Math.ceil(tenants / perCluster));
const collections = Math.ceil(tenants / clusters) + rules.masters;
const quota = nodeGb * 1e9 * rules.machineUsed;
const nodes = (least: number, ...needs: readonly number[]) => Math.max(least, ...needs.map(Math.ceil));
const dataNodes = nodes(3, dataMemory / clusters / quota, data / clusters / engine.nodeData);
const indexNodes = nodes(Math.max(2, copies), indexMemory / clusters / quota);
const disk = (bytes: number, count: number) => size(bytes / clusters / count / rules.diskUsed);
const full = `at most ${percent(rules.diskUsed)} full`;
const memory = `${nodeGb} GB × ${rules.machineUsed}`;

table(['clusters and nodes', 'how', 'figure'], 2, [
  ['**clusters**', `${whole(tenants)} tenants / ${perCluster} collections`, `**${whole(clusters)}**`],
  [
    'indexes of a cluster',
    `${collections} collections × ${indexes.length}`,
    whole(collections * indexes.length),
  ],
  [
    '**data nodes of a cluster**',
    `${size(dataMemory / clusters)} / (${memory}); ${size(data / clusters)} / ${size(engine.nodeData)}; at least 3`,
    `**${whole(dataNodes)}**`,
  ],
  ['disk of a data node', full, disk(data / rules.fileUsed, dataNodes)],
  [
    '**index nodes of a cluster**',
    `${size(indexMemory / clusters)} / (${memory}); at least ${Math.max(2, copies)}`,
    `**${whole(indexNodes)}**`,
  ],
  ['disk of an index node', full, disk(indexData, indexNodes)],
  ['nodes in all', 'data and index', whole(clusters * (dataNodes + indexNodes))],
  [
    'first copy of a tenant',
    `${whole(resources)} × ${whole(value)} B, without replicas`,
    size(resources * value),
  ],
]);
