// Writes the dashboards of scripts/dashboards/ as Grafana reads them: node scripts/dashboards.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cache from './dashboards/cache.ts';
import ingest from './dashboards/ingest.ts';
import overview from './dashboards/overview.ts';
import storeAndLanes from './dashboards/store-and-lanes.ts';
import tenants from './dashboards/tenants.ts';

const folder = join(import.meta.dirname, '../deploy/grafana/dashboards');

/** The text of every file by its name. */
export const files: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ overview, tenants, cache, 'store-and-lanes': storeAndLanes, ingest }).map(
    ([name, built]) => [`${name}.json`, `${JSON.stringify(built, null, 2)}\n`],
  ),
);

if (import.meta.main)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
