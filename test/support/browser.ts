import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { describe } from 'vitest';
import { isExecutable } from './executable.ts';

const binary =
  process.env.CHROMIUM_PATH ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => ['chromium', 'chromium-browser', 'google-chrome'].map(name => join(folder, name)))
    .find(isExecutable);

export const noChromium = binary === undefined;

/** `describe`, skipped where there is no Chromium to start. */
export const describeWithBrowser: (name: string, tests: () => void) => void = noChromium
  ? (name, tests) =>
      describe.skip(`${name} (skipped: no chromium in the path, and CHROMIUM_PATH is not set)`, tests)
  : (name, tests) => describe(name, { timeout: 60_000 }, tests);

/** The system's Chromium without a window. Root may not have its sandbox. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: binary!,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    // Containers give 64 MB of /dev/shm, which is too little for large pages.
    args: ['--disable-dev-shm-usage', '--force-color-profile=srgb', '--hide-scrollbars'],
  });
}

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** Script that makes a page's storage what it is for whoever blocks cookies. */
export const storageDenied = `for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`;

/** What a page did that nobody wants to see. */
export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** URLs asked for beyond `origin`, which got nothing: no answer comes from anywhere else. */
  readonly foreign: readonly string[];
  /** Errors in scripts, and what the page's Content Security Policy has refused. */
  readonly faults: readonly string[];
}

/**
 * A page with storage of its own in which everything but `origin` is out of reach, as on a machine without internet.
 * Close `context` when done.
 */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: desktop, ...options });
  const foreign: string[] = [];
  const faults: string[] = [];
  const home = new URL(origin).origin;
  await context.route(
    url => url.origin !== home && !['blob:', 'data:'].includes(url.protocol),
    (route, request) => {
      foreign.push(request.url());
      return route.abort('internetdisconnected');
    },
  );
  const page = await context.newPage();
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy/i.test(message.text()))
      faults.push(message.text());
  });
  return { context, page, foreign, faults };
}

export interface Fault {
  readonly rule: string;
  readonly impact: string;
  /** CSS selectors of what has it. */
  readonly places: readonly string[];
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe finds serious or critical by WCAG 2.2 A and AA.
 *
 * @param within a CSS selector; nothing outside is looked at.
 */
export async function accessibilityFaults(page: Page, within = 'html'): Promise<readonly Fault[]> {
  // By the debugger's protocol, which the page's policy does not bind.
  const script = readFileSync(axe, 'utf8');
  await page.evaluate(script);
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(within)}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )) as { violations: { id: string; impact: string; nodes: { target: string[] }[] }[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({ rule: id, impact, places: nodes.map(node => node.target.join(' ')) }));
}
