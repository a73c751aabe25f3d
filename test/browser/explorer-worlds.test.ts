import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser, launchBrowser, openPage, type Watched } from '../support/browser.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { heldCopies } from '../support/held-copies.ts';
import { startIdentityWorld } from '../support/identity-world.ts';

interface Monaco {
  readonly editor: {
    getModels(): { readonly uri: { readonly path: string }; setValue(text: string): void }[];
  };
}

const state = (page: Page) => page.locator('.state').textContent();
const word = (page: Page) => page.locator('.word').textContent();

describeWithBrowser('the explorer of other gateways', () => {
  let browser: Browser;
  let watched: Watched | undefined;
  const ends: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await watched?.context.close();
    for (const end of ends.splice(0)) await end();
    expect({ foreign: watched?.foreign, faults: watched?.faults }).toEqual({ foreign: [], faults: [] });
  });

  const open = async ({ gateway }: TestGateway) => {
    watched = await openPage(browser, gateway.url);
    await watched.page.goto(new URL('/explorer', gateway.url).href);
    await watched.page.locator('.graphiql-query-editor .view-line').first().waitFor();
    return watched.page;
  };
  /** As if it was pasted. */
  const write = (page: Page, headers: object) =>
    page.evaluate(
      ([name, text]) => {
        const { monaco } = globalThis as unknown as { monaco: Monaco };
        monaco.editor
          .getModels()
          .find(model => model.uri.path.endsWith(name!))!
          .setValue(text!);
      },
      ['request-headers.json', JSON.stringify(headers)],
    );

  test('shows how far a warm-up is, and that it failed', async () => {
    const held = heldCopies();
    const gateway = await startTestGateway({ source: smallSample, wrap: held.wrap });
    ends.push(() => gateway.stop());
    const page = await open(gateway);
    const button = page.getByRole('button', { name: 'Warm up' });
    await button.click();
    await expect.poll(() => state(page)).toBe('warming up');
    const progress = page.getByRole('progressbar', { name: 'Warm-up' });
    await expect.poll(() => progress.getAttribute('value').then(Number)).toBeGreaterThan(0);
    expect(await button.isDisabled()).toBe(true);
    held.fail(new Error('no space'));
    await expect.poll(() => state(page)).toBe('cold');
    expect(await progress.isVisible()).toBe(false);

    await button.click();
    await expect.poll(() => held.copies()).toBe(2);
    held.release();
    await expect.poll(() => state(page)).toBe('warm');
  });

  test('asks for a token where there have to be some, and keeps it nowhere', async () => {
    const world = await startIdentityWorld();
    ends.push(() => world.stop());
    const page = await open(world.gateway);
    await expect.poll(() => word(page)).toBe('Put your token into the headers below.');
    const { authorization } = await world.issuer.headers();
    await write(page, { authorization });
    await expect.poll(() => page.getByLabel('Tenant').inputValue()).toBe('demo');
    await expect.poll(() => state(page)).toBe('warm');
    expect(await word(page)).toBe('');

    // The schema, which could not be loaded before, is.
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer-type-name', { hasText: 'EncounterFilter' }).first().waitFor();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await expect.poll(() => page.locator('.graphiql-response').textContent()).toContain('"encounters"');
    // In every tab.
    await page.locator('.graphiql-tab', { hasText: 'Progress' }).click();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await expect.poll(() => page.locator('.graphiql-response').textContent()).toContain('"reviewProgress"');
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(
      authorization!.slice(10),
    );
  });

  test('where only registered operations are answered, its bar is', async () => {
    const env = { PERSISTED_OPERATIONS: 'examples/operations', PERSISTED_MODE: 'safelist' };
    const gateway = await startTestGateway({ source: smallSample, env });
    ends.push(() => gateway.stop());
    const page = await open(gateway);
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => state(page)).toBe('warm');
  });
});
