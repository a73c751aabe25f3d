/**
 * Makes the pictures in `docs/pictures/`: starts a gateway with sample data, opens its pages in the system's Chromium and takes
 * a picture of each scene. `node scripts/screenshots.ts [name…]` takes those whose names begin so.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sampleSource } from '../src/ingest/sample.ts';
import { desktop, launchBrowser, openPage } from '../test/support/browser.ts';
import { startTestGateway } from '../test/support/gateway.ts';
import { buildConsole } from './build-console.ts';
import { consoleScenes } from './screenshots/console.ts';
import { dashboardScenes } from './screenshots/dashboard.ts';
import { explorerScenes } from './screenshots/explorer.ts';
import type { Scene } from './screenshots/scene.ts';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const largestBytes = 200_000;

const scenes: readonly Scene[] = [...explorerScenes, ...consoleScenes, ...dashboardScenes];
const wanted = process.argv.slice(2);
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.some(each => name.startsWith(each)));
if (chosen.length === 0)
  throw new Error(`There are no scenes but ${scenes.map(({ name }) => name).join(', ')}`);

mkdirSync(folder, { recursive: true });
buildConsole();
const gateway = await startTestGateway({
  source: sampleSource({ patients: 500, seed: 1 }),
  env: { CONSOLE_DIR: 'examples/review-console/dist' },
});
const browser = await launchBrowser();
try {
  for (const scene of chosen) {
    const origin = gateway.gateway.url;
    const { viewport = desktop, colorScheme = 'light' } = scene;
    const { context, page } = await openPage(browser, origin, { viewport, colorScheme });
    if (scene.path !== undefined) await page.goto(new URL(scene.path, origin).href);
    await scene.play(page);
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    await context.close();
    if (picture.length > largestBytes) throw new Error(`${scene.name} has ${picture.length} bytes`);
    writeFileSync(`${folder}${scene.name}.png`, picture);
    process.stdout.write(`docs/pictures/${scene.name}.png: ${Math.round(picture.length / 1000)} kB\n`);
  }
} finally {
  await browser.close();
  await gateway.stop();
}
