import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readExamples } from '../../src/server/explorer/examples.ts';
import {
  accessibilityFaults,
  describeWithBrowser,
  desktop,
  launchBrowser,
  openPage,
  phone,
  storageDenied,
  type Watched,
} from '../support/browser.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

/** A second here; machines that test are busy with other tests. */
const schemaWithinMs = 4_000;

const execute = (page: Page) => page.getByRole('button', { name: /^Execute query/ }).click();
const state = (page: Page) => page.locator('.state').textContent();
const response = (page: Page) => page.locator('.graphiql-response');
const tabs = (page: Page) => page.locator('.graphiql-tab');
/** Of the chosen tab. */
const text = (page: Page, name: string): Promise<string> =>
  page.evaluate(
    `monaco.editor.getModels().find(model => model.uri.path.endsWith(${JSON.stringify(name)})).getValue()`,
  );

describeWithBrowser('the explorer in a browser', () => {
  let browser: Browser;
  let gateway: TestGateway;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway({ source: smallSample });
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  const open = async (options = {}) => {
    watched = await openPage(browser, gateway.gateway.url, options);
    page = watched.page;
    await page.goto(new URL('/explorer', gateway.gateway.url).href);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  };
  beforeEach(() => open());
  afterEach(async () => {
    const { foreign, faults, context } = watched;
    await context.close();
    expect({ foreign, faults }).toEqual({ foreign: [], faults: [] });
    await gateway.query('mutation { coolDownTenant { state } }');
  });

  test('shows the schema soon, and finds what is in it', async () => {
    await page.reload();
    const begun = performance.now();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer-type-name', { hasText: 'EncounterFilter' }).first().waitFor();
    const took = performance.now() - begun;
    console.log(`the schema was there ${Math.round(took)} ms after the page was loaded`);
    expect(took).toBeLessThan(schemaWithinMs);

    await page.locator('.graphiql-doc-explorer-search input').fill('reviewmany');
    await page.getByRole('option', { name: 'Mutation.reviewMany' }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await expect.poll(() => docs.textContent()).toContain('Each succeeds or fails by itself.');
    await expect.poll(() => docs.textContent()).toContain('What to review, at most 500.');
  });

  test('warms the tenant up by its button, and then runs what it shows', async () => {
    await expect.poll(() => state(page)).toBe('cold');
    await execute(page);
    await expect.poll(() => response(page).textContent()).toContain('TENANT_COLD');

    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => state(page)).toBe('warm');
    expect(await page.getByRole('button', { name: 'Warm up' }).isVisible()).toBe(false);
    expect(await page.locator('.state').getAttribute('title')).toMatch(/resources, cools down at/);
    await execute(page);
    await expect.poll(() => response(page).textContent()).toContain('"encounters"');

    await page.getByRole('button', { name: 'Show History' }).click();
    await expect.poll(() => page.locator('.graphiql-history').textContent()).toContain('Worklist');
  });

  test('speaks for the tenant that is named, in every tab', async () => {
    await page.getByLabel('Tenant').fill('clinic-a');
    await expect.poll(() => text(page, 'request-headers.json')).toContain('"x-tenant-id": "clinic-a"');
    const sent = page.waitForRequest(request => request.postData()?.includes('Worklist') ?? false);
    await execute(page);
    expect((await sent).headers()['x-tenant-id']).toBe('clinic-a');

    await page.getByRole('button', { name: 'New tab' }).click();
    await expect.poll(() => text(page, 'request-headers.json')).toContain('"x-tenant-id": "clinic-a"');
    await page.reload();
    await expect.poll(() => page.getByLabel('Tenant').inputValue()).toBe('clinic-a');
    await expect.poll(() => text(page, 'request-headers.json')).toContain('clinic-a');

    await page.getByLabel('Tenant').fill('No Such');
    await expect.poll(() => page.locator('.word').textContent()).toContain('tenant');
    expect(await state(page)).toBe('');
  });

  test('what is typed into the headers is shown above', async () => {
    await page.locator('.graphiql-editor-tool .view-line', { hasText: 'x-tenant-id' }).click();
    await page.keyboard.press('ControlOrMeta+A');
    const asked = () => page.evaluate(`performance.getEntriesByName(location.origin + '/graphql').length`);
    const before = (await asked()) as number;
    // The editor closes what is opened.
    await page.keyboard.insertText('{ "x-tenant-id": "clinic-b", "x-request-id": "mine" ');
    await expect.poll(() => page.getByLabel('Tenant').inputValue()).toBe('clinic-b');
    await expect.poll(() => state(page)).toBe('cold');
    // Not at every letter.
    expect(await asked()).toBeLessThan(before + 8);
    await page.getByLabel('Tenant').fill('clinic-c');
    const both = { 'x-tenant-id': 'clinic-c', 'x-request-id': 'mine' };
    await expect.poll(async () => JSON.parse(await text(page, 'request-headers.json'))).toEqual(both);
  });

  test('every example opens in a tab of its own, with what it takes, and is answered', async () => {
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => state(page)).toBe('warm');
    for (const example of readExamples()) {
      const before = await tabs(page).count();
      await page.getByRole('button', { name: 'Examples' }).click();
      await page
        .locator('#examples')
        .getByRole('button', { name: new RegExp(`^${example.name} `) })
        .click();
      await expect.poll(() => tabs(page).count()).toBe(before + 1);
      await expect.poll(() => text(page, 'operation.graphql')).toBe(example.text);
      expect(await text(page, 'variables.json')).toBe(example.variables);
      expect(await text(page, 'request-headers.json')).toContain('demo');
      await execute(page);
      await expect.poll(() => text(page, 'response.json')).toContain('"data"');
      expect(await text(page, 'response.json')).not.toContain('"errors"');
    }
    expect(new URL(page.url()).search).toBe('');
  });

  test('a link brings an operation, which is shown and not executed', async () => {
    const link = new URL('/explorer', gateway.gateway.url);
    link.searchParams.set('query', 'mutation { coolDownTenant { id } }');
    const asked: (string | null)[] = [];
    page.on('request', request => asked.push(request.postData()));
    await page.goto(link.href);
    await expect.poll(() => text(page, 'operation.graphql')).toBe('mutation { coolDownTenant { id } }');
    await expect.poll(() => state(page)).toBe('cold');
    expect(asked.filter(body => body?.includes('coolDownTenant { id }'))).toEqual([]);
  });

  test('nobody is kept from using the bar, by light or in the dark, at a desk or on a phone', async () => {
    const faults = async () => {
      await page.getByRole('button', { name: 'Examples' }).click();
      return [
        ...(await accessibilityFaults(page, '.bar')),
        ...(await accessibilityFaults(page, '#examples')),
      ];
    };
    expect(await faults()).toEqual([]);
    await watched.context.close();
    await open({ colorScheme: 'dark', viewport: phone });
    expect(await faults()).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(phone.width);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 320, height: 640 });
    const oneLine = (await page.getByRole('button', { name: 'Examples' }).boundingBox())!.height;
    expect((await page.getByRole('button', { name: 'Warm up' }).boundingBox())!.height).toBe(oneLine);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  test('where the browser keeps nothing it works, for as long as it is open', async () => {
    await page.addInitScript(storageDenied);
    await page.reload();
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => state(page)).toBe('warm');
    await execute(page);
    await expect.poll(() => response(page).textContent()).toContain('"encounters"');
  });

  test('by keyboard: from the tenant to a warm one', async () => {
    await page.getByLabel('Tenant').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => state(page)).toBe('warm');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#examples').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('#examples').isVisible()).toBe(false);
  });

  test('a gateway that is gone, and one that comes back', async () => {
    await page.route('**/graphql', route => route.abort());
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => page.locator('.word').textContent()).toBe('The gateway does not answer.');
    await execute(page);
    // The editor writes its spaces in a way of its own.
    const told = async () => (await response(page).textContent())?.replaceAll(/\s+/g, ' ');
    await expect.poll(told).toContain('The gateway does not answer.');
    expect(await response(page).textContent()).not.toContain('stack');
    await page.unroute('**/graphql');
    // As from a proxy before it.
    await page.route('**/graphql', route => route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' }));
    await execute(page);
    await expect.poll(told).toContain('The answer is no JSON (HTTP 502).');
    expect(await response(page).textContent()).not.toContain('stack');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => state(page)).toBe('warm');
    expect(await page.locator('.word').textContent()).toBe('');
  });
});

describeWithBrowser('Sandbox on the landing page', () => {
  let browser: Browser;
  let gateway: TestGateway;
  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway({ source: smallSample });
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  test('may run, and begins with the first operations, the tenant and the endpoint', async () => {
    const { context, page, faults } = await openPage(browser, gateway.gateway.url);
    // Apollo's script is out of reach: this stands for it.
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', route =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'window.EmbeddedSandbox = class { constructor(options) { window.told = options; } }',
      }),
    );
    await page.goto(gateway.gateway.url);
    expect(await page.evaluate('window.told')).toMatchObject({
      initialEndpoint: new URL('/graphql', gateway.gateway.url).href,
      initialState: {
        document: expect.stringContaining('mutation WarmUp'),
        headers: { 'x-tenant-id': 'demo' },
      },
    });
    // What it asks, it asks from this page.
    const answer = await page.evaluate(
      `fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{tenant{id}}"}' }).then(each => each.json())`,
    );
    expect(answer).toEqual({ data: { tenant: { id: 'demo' } } });
    expect(faults).toEqual([]);
    await context.close();
  });

  test('without internet it leads to the explorer', async () => {
    const { context, page } = await openPage(browser, gateway.gateway.url);
    await page.goto(gateway.gateway.url);
    expect(await page.locator('.fallback').textContent()).toContain('cannot be loaded');
    expect(await page.getByRole('link', { name: /console/ }).count()).toBe(0);
    await page.setViewportSize(phone);
    const link = page.getByRole('link', { name: /Explorer/ });
    const { x, width } = (await link.boundingBox())!;
    expect(x + width).toBeLessThanOrEqual(phone.width);
    await link.click();
    await page.locator('.graphiql-query-editor').waitFor();
    await context.close();
  });
});

describeWithBrowser('the landing page in production', () => {
  let browser: Browser;
  let gateway: TestGateway;
  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway({
      source: smallSample,
      env: { NODE_ENV: 'production', EXPLORER: 'on' },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  test.each([
    ['light', desktop],
    ['dark', { width: 320, height: 640 }],
  ] as const)('in %s, viewport %o: says what is served, and leads there', async (colorScheme, viewport) => {
    const watched = await openPage(browser, gateway.gateway.url, { colorScheme, viewport });
    const { context, page, foreign, faults } = watched;
    await page.goto(gateway.gateway.url);
    await page.getByRole('heading', { name: 'FHIR GraphQL gateway' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    await page.getByRole('link', { name: 'Explorer' }).click();
    await page.locator('.graphiql-query-editor').waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'FHIR GraphQL gateway' }).waitFor();
    expect({ foreign, faults }).toEqual({ foreign: [], faults: [] });
    await context.close();
  });
});
