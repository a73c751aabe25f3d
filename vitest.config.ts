import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const fastCheck = fileURLToPath(new URL('test/support/fast-check.ts', import.meta.url));

/** Of these a worker runs one file after the other: to load the gateway takes longer than most of their tests. */
const together = [
  'test/{cache,core,fhir,gateway,graphql,ingest,metrics,server,services,store,tenants}/**/*.test.ts',
  'test/support/sqlpp/*.test.ts',
];
/** But not of these: they measure memory, replace modules, or wait for processes. */
const apart = [
  'test/{cache/heap,cache/redis/*,fhir/sample,gateway/held-texts,graphql/execution}.test.ts',
  'test/ingest/{blocks,files,lines,http/client,bulk/source}.test.ts',
  'test/{server/auth/partners-coarse-clock,store/sqlite-bulk-memory,store/couchbase/*}.test.ts',
];

export default defineConfig({
  plugins: [
    {
      name: 'properties draw from one seed',
      enforce: 'pre',
      resolveId: (id, importer) => (id === 'fast-check' && importer !== fastCheck ? fastCheck : undefined),
    },
  ],
  resolve: {
    // vitest would load graphql twice (CommonJS and ESM), and graphql refuses schemas of another copy of itself.
    alias: [
      {
        find: /^graphql$/,
        replacement: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)),
      },
    ],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'together', isolate: false, include: together, exclude: apart } },
      { extends: true, test: { name: 'apart', include: apart } },
      { extends: true, test: { name: 'others', include: ['test/**/*.test.ts'], exclude: together } },
    ],
    // Gateways answer alike, whether the console was built or not.
    env: { CONSOLE_DIR: 'off' },
    globalSetup: ['test/support/run-folders.ts'],
    // Hunts and soaks take minutes; a machine that has other things to do takes ten times as long as one that has none.
    testTimeout: process.env.LONG ? 600_000 : 60_000,
    hookTimeout: 60_000,
    // Browsers are slow where many tests run.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // One more than two cores: the gateway's processes, Redis and the clock are waited for as often as there is work.
    maxWorkers: 3,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/generated/**'],
      reporter: ['text', 'json-summary'],
      thresholds: { lines: 90 },
    },
  },
});
