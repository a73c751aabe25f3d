import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, describeWithBrowser, launchBrowser, openPage } from '../support/browser.ts';

describeWithBrowser('what browser tests stand on', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.setHeader('content-security-policy', "img-src 'none'");
      response.end(`<!doctype html><html lang="en"><title>t</title><button></button><img alt="" src="/z">
        <script>fetch('http://127.0.0.1:1/x').catch(() => {}); throw new Error('a fault of the page')</script>`);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test('foreign requests, faults of scripts, and faults of accessibility are seen', async () => {
    const { context, page, foreign, faults } = await openPage(browser, origin);
    await page.goto(origin);
    await expect.poll(() => foreign).toEqual(['http://127.0.0.1:1/x']);
    await expect
      .poll(() => faults.toSorted())
      .toEqual([expect.stringContaining('Content Security Policy'), 'a fault of the page']);
    expect(await accessibilityFaults(page)).toEqual([
      { rule: 'button-name', impact: 'critical', places: ['button'] },
    ]);
    await context.close();
  });
});
