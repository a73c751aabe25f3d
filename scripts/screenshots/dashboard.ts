import { drawDashboard } from './dashboard/draw.ts';
import { watchedRun } from './dashboard/run.ts';
import type { Scene } from './scene.ts';

/** Is all well, alerts, and the first four graphs of requests. */
const rows = 35;

/** Grafana is a server of its own; this draws, much simplified, what its dashboard asks a real Prometheus for. */
export const dashboardScenes: readonly Scene[] = [
  {
    name: 'dashboard',
    viewport: { width: 1280, height: 1174 },
    async play(page) {
      const answers = await watchedRun(rows, line => process.stdout.write(`dashboard: ${line}\n`));
      await page.setContent(drawDashboard(answers));
    },
  },
];
