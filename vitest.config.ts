import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const fastCheck = fileURLToPath(new URL('test/support/fast-check.ts', import.meta.url));

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
    include: ['test/**/*.test.ts'],
    // Gateways answer alike, whether the console was built or not.
    env: { CONSOLE_DIR: 'off' },
    globalSetup: ['test/support/run-folders.ts'],
    // Hunts and soaks take minutes.
    testTimeout: process.env.LONG ? 600_000 : 30_000,
    hookTimeout: 30_000,
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
