import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { buildConsole, hasPackages } from '../../scripts/build-console.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import type { Store } from '../../src/store/port.ts';
import { describeWithBrowser, launchBrowser, openPage, type Watched } from '../support/browser.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

export const consoleFolder = fileURLToPath(new URL('../../examples/review-console/dist', import.meta.url));

/** `describe`, skipped where there is no Chromium, or the console's packages are not installed. */
export const describeConsole: typeof describeWithBrowser = hasPackages()
  ? describeWithBrowser
  : (name, tests) => describe.skip(`${name} (skipped: npm run console installs its packages)`, tests);

/** A store that can be told to refuse reviews, and to let them wait. */
function reviewsAtWill() {
  let refusing = false;
  let held: PromiseWithResolvers<void> | undefined;
  const updateReviews = async (update: () => Promise<unknown>) => {
    await held?.promise;
    if (refusing) throw new Error('as the test has it');
    return update();
  };
  const wrap = (store: Store): Store =>
    overridden(store, 'openTenant', async (...args) => {
      const collection = await store.openTenant(...(args as Parameters<Store['openTenant']>));
      return overridden(collection, 'updateReviews', (...given) =>
        updateReviews(() => collection.updateReviews(...(given as [never]))),
      );
    });
  return {
    wrap,
    refuse: (yes: boolean) => {
      refusing = yes;
    },
    hold: () => {
      held = Promise.withResolvers();
    },
    release: () => {
      held?.resolve();
      held = undefined;
    },
  };
}

function overridden<T extends object>(object: T, name: keyof T, call: (...args: unknown[]) => unknown): T {
  return new Proxy(object, {
    get(target, asked) {
      if (asked === name) return call;
      const value = Reflect.get(target, asked, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

interface OpenOptions extends BrowserContextOptions {
  /** Not to be warmed up. */
  readonly cold?: boolean;
  /** Where the browser finds the gateway, without a slash at the end, if not at its own address. */
  readonly address?: string;
}

interface ConsoleWorld {
  readonly gateway: TestGateway;
  readonly reviews: Omit<ReturnType<typeof reviewsAtWill>, 'wrap'>;
  /** A page on the worklist of a tenant that is warm, unless told otherwise. */
  open(browser: Browser, tenant: string, options?: OpenOptions): Promise<Watched>;
  /** How many encounters of the tenant are reviewed in the store. */
  reviewed(tenant: string): Promise<number>;
}

/** The console as it was built last, at a gateway with sample data. */
async function startConsole(): Promise<ConsoleWorld> {
  buildConsole();
  const { wrap, ...reviews } = reviewsAtWill();
  const gateway = await startTestGateway({
    source: sampleSource({ patients: 120, seed: 1 }),
    wrap,
    // Nothing but what is registered.
    env: {
      CONSOLE_DIR: consoleFolder,
      PERSISTED_OPERATIONS: 'examples/operations',
      PERSISTED_MODE: 'require-id',
    },
  });
  const { url } = gateway.gateway;
  const ask = async (tenant: string, documentId: string, variables = {}) => {
    const answer = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant-id': tenant },
      body: JSON.stringify({ documentId, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: read as it comes
    return (await answer.json()) as { data: any };
  };
  return {
    ...{ gateway, reviews },
    async open(browser, tenant, { cold = false, address = url, ...options } = {}) {
      const watched = await openPage(browser, address, options);
      const { page } = watched;
      page.setDefaultTimeout(8_000);
      await page.goto(`${address}/console`);
      await page.getByLabel('Tenant id').fill(tenant);
      await page.getByRole('button', { name: 'Open' }).click();
      const warmUp = page.getByRole('button', { name: 'Warm up' });
      await warmUp.waitFor();
      if (cold) return watched;
      await warmUp.click();
      await row(page, 0).waitFor();
      return watched;
    },
    async reviewed(tenant) {
      const { data } = await ask(tenant, progressId);
      const entries = data.reviewProgress as readonly { resourceType: string; reviewed: number }[];
      return entries.find(({ resourceType }) => resourceType === 'ENCOUNTER')!.reviewed;
    },
  };
}

/**
 * One console and one browser for the tests around the call. The page that a test opens is closed after it; it may have asked
 * nobody else, and had no fault.
 */
export function useConsole() {
  let world: ConsoleWorld;
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    world = await startConsole();
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await world?.gateway.stop();
  });
  afterEach(async () => {
    world.reviews.refuse(false);
    world.reviews.release();
    const { foreign, faults } = watched;
    // Tests change answers on their way; some may still be.
    for (const page of watched.context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await watched.context.close();
    expect({ foreign, faults }).toEqual({ foreign: [], faults: [] });
  });
  return {
    get world() {
      return world;
    },
    get watched() {
      return watched;
    },
    async open(tenant: string, options?: OpenOptions): Promise<Page> {
      watched = await world.open(browser, tenant, options);
      return watched.page;
    },
    /** What the page did so far is as it should be. */
    forgive() {
      watched = { ...watched, foreign: [], faults: [] };
    },
  };
}

/** Of examples/operations. */
const progressId = 'c4df0d485e1461e09d9f0b9481d9a1f0bbb35f55db5117f338804cad9f05e219';

/** The entry of the worklist at that place, from 0. */
export function row(page: Page, place: number) {
  return page.locator(`[role=row][data-place="${place}"]`);
}
