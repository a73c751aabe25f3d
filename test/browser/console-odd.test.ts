import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityFaults, phone, storageDenied } from '../support/browser.ts';
import { further } from '../support/long.ts';
import { startPathProxy } from '../support/path-proxy.ts';
import { describeConsole, row, useConsole } from './console-world.ts';

const longName = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe';

describeConsole('the review console on odd paths', () => {
  const console = useConsole();
  let page: Page;
  const open = async (...given: Parameters<typeof console.open>) => {
    page = await console.open(...given);
  };

  const openRow = async (place: number) => {
    await row(page, place).locator('.cell-patient').click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
  };
  const focusedPlace = () => page.evaluate('document.activeElement.dataset.place');
  const isInSight = async (selector: string) => {
    const row = page.locator(selector);
    if ((await row.count()) === 0) return false;
    const [seen, list] = [await row.boundingBox(), await page.locator('.grid').boundingBox()];
    return seen!.y >= list!.y && seen!.y + seen!.height <= list!.y + list!.height + 1;
  };
  const next = () => page.getByRole('button', { name: 'Next (j)' });

  test('an address of an encounter leads there in a tab that has no tenant yet', async () => {
    await open('linked');
    await openRow(2);
    const address = page.url();
    const name = await page.locator('.panel h2').innerText();
    const other = await console.watched.context.newPage();
    await other.goto(address);
    await other.getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => other.locator('.panel h2').innerText()).toBe(name);
    expect(other.url()).toBe(address);
    // Ids of one tenant mean nothing in another.
    await other.getByRole('button', { name: 'Tenant' }).click();
    await other.getByLabel('Tenant id').fill('linked-not');
    await other.getByRole('button', { name: 'Open' }).click();
    await other.getByRole('button', { name: 'Warm up' }).waitFor();
    expect(new URL(other.url()).hash).toBe('#/');
    // Tabs are told apart by their titles, which a history keeps: no name of a patient stands there.
    expect([await page.title(), await other.title()]).toEqual([
      'linked · Review console',
      'linked-not · Review console',
    ]);
  });

  test('below a path of a proxy’s all leads to where it should: console, explorer, and the page before them', async () => {
    const proxy = await startPathProxy(console.world.gateway.gateway.url, '/clinics/gateway');
    try {
      await open('below', { address: proxy.address });
      expect(page.url()).toBe(`${proxy.address}/console/`);
      expect(await page.evaluate(`document.querySelector('.brand img').naturalWidth`)).toBeGreaterThan(0);
      await row(page, 0).getByRole('button').click();
      await expect.poll(() => console.world.reviewed('below')).toBe(1);
      await console.watched.context.setOffline(true);
      await page.getByText('The gateway cannot be reached.').waitFor();
      await console.watched.context.setOffline(false);
      await page.getByText('The gateway cannot be reached.').waitFor({ state: 'hidden' });
      await openRow(2);
      const shown = await page.locator('.panel h2').innerText();
      await page.reload();
      await expect.poll(() => page.locator('.panel h2').innerText()).toBe(shown);

      await page.goto(`${proxy.address}/`);
      await page.getByRole('link', { name: 'Explorer' }).click();
      await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      await page.getByRole('link', { name: 'Sandbox' }).click();
      await page.getByRole('link', { name: 'Review console' }).click();
      await page.locator('.panel h2').or(row(page, 0)).first().waitFor();
      // Sandbox’ own scripts are out of reach; operations that are not registered are refused.
      console.forgive();
    } finally {
      await proxy.stop();
    }
  });

  test('the next one is there beyond what was loaded, and the list follows', async () => {
    await open('onwards');
    await openRow(0);
    for (let at = 1; at <= 55; at++) {
      await expect.poll(() => next().isEnabled()).toBe(true);
      await page.keyboard.press('j');
      await page.locator(`[data-open=true][data-place="${at}"]`).waitFor();
    }
    await expect.poll(() => isInSight('[data-open=true]')).toBe(true);
    // Back, by the browser, to where one was.
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('heading', { name: 'Practitioners' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(focusedPlace).toBe('55');
  });

  test('a list that is come back to goes on beyond its first page', async () => {
    await open('again');
    const last = async () => {
      await page.locator('.sort-button').focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('End');
    };
    const loaded = async () =>
      Number(/(\d+) loaded/.exec(await page.locator('.worklist-total').innerText())?.[1]);
    await last();
    await expect.poll(loaded).toBe(100);
    await page.getByText('Reviewed', { exact: true }).first().click();
    await page.getByText('No encounter fits').waitFor();
    const first = page.waitForResponse(answer => answer.request().postData()?.includes('Worklist') ?? false);
    await page.getByText('To review', { exact: true }).click();
    await (await first).finished();
    await expect.poll(loaded).toBe(50);
    await last();
    await expect.poll(loaded).toBe(100);
  });

  test('from nothing to a review by keys alone, with few of them', async () => {
    await open('keys', { cold: true });
    const start = await console.watched.context.newPage();
    await start.goto(page.url());
    await expect.poll(() => start.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await start.keyboard.type('keys-alone');
    await start.keyboard.press('Enter');
    await start.getByRole('heading', { name: 'keys-alone is cold' }).waitFor();
    await expect.poll(() => start.evaluate('document.activeElement.innerText')).toBe('Warm up');
    await start.keyboard.press('Enter');
    await row(start, 0).waitFor();
    await start.keyboard.press('Tab');
    await start.keyboard.press('Enter');
    await start.keyboard.press('ArrowDown');
    await start.keyboard.press('r');
    await start.getByText(': reviewed.').waitFor();
    expect(await row(start, 1).getByRole('button').innerText()).toBe('Reviewed');
    // Another tenant is what one asks for who asks for a change.
    await start.getByRole('button', { name: 'Tenant' }).focus();
    await start.keyboard.press('Enter');
    await start.keyboard.type('keys-elsewhere');
    await start.keyboard.press('Enter');
    await start.getByRole('heading', { name: 'keys-elsewhere is cold' }).waitFor();
  });

  test('what is said below the list hides neither the row that has the focus nor itself', async () => {
    await open('below-the-list');
    await page.route('**/graphql', (route, request) =>
      request.postData()?.includes('"after"') ? route.fulfill({ status: 500, json: {} }) : route.continue(),
    );
    await row(page, 0).getByRole('button').click();
    await page.getByText(': reviewed.').waitFor();
    await row(page, 0).focus();
    await page.keyboard.press('End');
    await page.getByText('More could not be loaded').waitFor();
    await expect.poll(() => isInSight('[data-place="49"]')).toBe(true);
    const [said, notice] = await Promise.all([
      page.getByText('More could not be loaded').boundingBox(),
      page.locator('.toast').boundingBox(),
    ]);
    expect(notice!.y + notice!.height).toBeLessThanOrEqual(said!.y);
    await page.keyboard.press(' ');
    await page.getByText('1 selected').waitFor();
    await expect.poll(() => isInSight('[data-place="49"]')).toBe(true);
    // Where there is no such bar, notices keep no room for it.
    await page.getByRole('link', { name: 'Progress' }).click();
    const low = async () => {
      const { y, height } = (await page.locator('.toast').boundingBox())!;
      return y + height;
    };
    await expect.poll(low).toBeGreaterThan(750);
  });

  test('works where the browser keeps nothing, and tells what is chosen where colours are the system’s', async () => {
    await open('keeps-nothing', { forcedColors: 'active' });
    const outlines = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).outlineStyle`);
    expect(await outlines('.segments input:checked + span')).toBe('solid');
    expect(await outlines('.segments input:not(:checked) + span')).toBe('none');
    expect(await outlines('.tab[aria-current]')).toBe('solid');
    await page.addInitScript(storageDenied);
    await page.reload();
    await page.getByLabel('Tenant id').fill('keeps-nothing');
    await page.keyboard.press('Enter');
    await row(page, 0).getByRole('button').click();
    await expect.poll(() => console.world.reviewed('keeps-nothing')).toBe(1);
  });

  test('says that it is on its way while its scripts are', async () => {
    await open('slow');
    const loaded = Promise.withResolvers<void>();
    await page.route('**/*.js', async route => {
      await loaded.promise;
      return route.continue();
    });
    const reloaded = page.reload();
    await page.getByText('Loading the review console').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    loaded.resolve();
    await reloaded;
    await row(page, 0).waitFor();
    expect(await page.getByText('Loading the review console').count()).toBe(0);
  });

  test('what is opened far down stays in sight, and keeps the focus when it is closed', async () => {
    await open('far');
    const list = page.locator('.grid');
    const scrollTo = async (place: number) => {
      await expect
        .poll(async () => {
          await list.evaluate((element, top) => Object.assign(element, { scrollTop: top }), (place - 7) * 64);
          return isInSight(`[data-place="${place}"]`);
        })
        .toBe(true);
    };
    for (const place of [20, 39, 64, 89]) {
      await scrollTo(place);
      await openRow(place);
      await expect.poll(() => list.getAttribute('data-layout')).toBe('medium');
      await expect.poll(() => isInSight('[data-open=true]')).toBe(true);
      await page.keyboard.press('Escape');
      await expect.poll(() => list.getAttribute('data-layout')).toBe('wide');
      await expect.poll(focusedPlace).toBe(String(place));
      await expect.poll(() => isInSight(`[data-place="${place}"]`)).toBe(true);
    }
  });

  test.each([
    ['closed', 'the link'],
    ['closed', 'the browser'],
    ['open', 'the link'],
    ['open', 'the browser'],
  ])(
    'a list that was scrolled on, its encounter %s, is where it was when %s leads back',
    async (encounter, way) => {
      await open(`apart-${encounter}-${way === 'the link' ? 'link' : 'browser'}`);
      const list = page.locator('.grid');
      const atTop = () => list.evaluate(element => (element as unknown as { scrollTop: number }).scrollTop);
      await openRow(4);
      if (encounter === 'closed') {
        await page.keyboard.press('Escape');
        await expect.poll(focusedPlace).toBe('4');
      }
      const top = 30 * 64;
      await list.evaluate((element, to) => Object.assign(element, { scrollTop: to }), top);
      await expect.poll(() => isInSight('[data-place="32"]')).toBe(true);
      await page.getByRole('link', { name: 'Progress' }).click();
      await page.getByRole('heading', { name: 'Practitioners' }).waitFor();
      if (way === 'the link') await page.getByRole('link', { name: 'Worklist' }).click();
      else await page.goBack();
      if (encounter === 'open' && way === 'the browser')
        await page.getByRole('heading', { name: 'History' }).waitFor();
      await expect.poll(() => isInSight('[data-place="32"]')).toBe(true);
      expect(await atTop()).toBe(top);
    },
  );

  test('leaving an encounter by the browser’s way back gives the focus to its row', async () => {
    await open('back');
    await openRow(4);
    await page.goBack();
    await page.locator('.panel').waitFor({ state: 'detached' });
    await expect.poll(focusedPlace).toBe('4');
  });

  test('a key that is held down reviews once', async () => {
    await open('held');
    await row(page, 0).focus();
    for (let times = 0; times < 6; times++) await page.keyboard.down('r');
    await page.keyboard.up('r');
    await page.getByText(': reviewed.').waitFor();
    expect(await console.world.reviewed('held')).toBe(1);
    await openRow(1);
    for (let times = 0; times < 5; times++) await page.keyboard.down('r');
    await page.keyboard.up('r');
    await expect.poll(() => console.world.reviewed('held')).toBe(2);
    await page.locator('.review-note').waitFor();
  });

  test('notices stay while they are pointed at, and cover nothing that is needed', async () => {
    await open('notices', { viewport: phone });
    await page.clock.install();
    await openRow(0);
    await page.locator('.panel').getByRole('button', { name: 'Mark reviewed' }).click();
    const notice = page.getByText(': reviewed.');
    await notice.waitFor();
    await next().click();
    // While the notice is there; nothing lies above the button.
    await page.locator('.panel').getByRole('button', { name: 'Mark reviewed' }).click({ trial: true });
    await page.getByRole('button', { name: 'Undo' }).hover();
    await page.clock.runFor(20_000);
    expect(await notice.isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await page.clock.runFor(7_000);
    await notice.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    // Anywhere near the box.
    await row(page, 3)
      .locator('.cell-select')
      .click({ position: { x: 4, y: 8 } });
    await row(page, 2).getByRole('button').click();
    await notice.waitFor();
    await page.getByRole('button', { name: 'Mark reviewed' }).click({ trial: true });
  });

  test('what a proxy refuses without a word of the gateway’s is taken for what it is', async () => {
    await open('proxy');
    for (const [status, words] of [
      [401, 'Sign in again'],
      [403, 'not allowed'],
    ] as const) {
      const refuse = (url: URL) => url.pathname === '/graphql';
      await page.route(refuse, (route, request) =>
        request.postData()?.includes('ConsoleReview')
          ? route.fulfill({ status, contentType: 'text/html', body: '<h1>No</h1>' })
          : route.continue(),
      );
      await row(page, 0).getByRole('button').click();
      await page.getByText(words).waitFor();
      expect(await row(page, 0).getByRole('button').innerText()).toBe('Review');
      expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
      await page.unroute(refuse);
      await page.getByRole('button', { name: 'Dismiss' }).click();
    }
  });

  test.each([
    ['320 pixels', { width: 320, height: 640 }],
    ['a phone on its side', { width: 844, height: 390 }],
    ...further(['a phone', phone] as const, ['a zoom of 400 %', { width: 320, height: 256 }] as const),
  ] as const)('on %s nothing is cut off, however long names are', async (name, viewport) => {
    const tenant = name.replaceAll(/\W/g, '').padEnd(64, 'x');
    await open(tenant, { viewport });
    await page.route('**/graphql', async (route, request) => {
      const answer = await route.fetch();
      const body = (await answer.text())
        .replace(/"(family|text|display|reviewedBy)":("[^"]*"|null)/g, `"$1":"${longName}"`)
        .replaceAll('"reviewed":false', '"reviewed":true');
      return route.fulfill({ response: answer, ...(request.postData()?.includes('Console') && { body }) });
    });
    await page.reload();
    await row(page, 0).waitFor();
    const cut: Record<string, unknown> = {};
    const look = async (screen: string) => {
      const faults = await page.evaluate(cutOff);
      if ((faults as unknown[]).length > 0) cut[screen] = faults;
    };
    await look('list');
    const filters = page.getByRole('button', { name: 'Filters' });
    await filters.click();
    await page.getByLabel('Class').waitFor();
    await look('filters');
    expect(await heightOf(page.locator('.grid'))).toBeGreaterThan(98);
    await filters.click();
    await row(page, 0).locator('input').check();
    await look('selected');
    await page.getByRole('button', { name: 'Clear selection' }).click();
    await openRow(0);
    await look('encounter');
    expect(await heightOf(page.locator('.panel-body'))).toBeGreaterThan(98);
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('heading', { name: 'Practitioners' }).waitFor();
    await look('progress');
    const choose = async (chosen: string) => {
      await page.getByRole('button', { name: 'Tenant' }).click();
      await look(`tenants of ${chosen}`);
      await page.getByLabel('Tenant id').fill(chosen);
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByRole('button', { name: 'Warm up' }).waitFor();
    };
    await choose('another');
    await choose('a-third');
    expect(cut).toEqual({});
  });
});

const heightOf = async (locator: Locator) => (await locator.boundingBox())?.height ?? 0;

/** What reaches beyond the page or its box, but for text that ends in an ellipsis and what is only heard. */
const cutOff = `[...document.querySelectorAll('body *')].flatMap(element => {
  const { left, right, width } = element.getBoundingClientRect();
  if (width <= 1 || element.closest('.hidden, .tab span, .brand span, .bulk-back, .grid-head, svg, .segments input')) return [];
  const inside = (element.closest('dialog') ?? document.body).getBoundingClientRect();
  const isOut = right > inside.right + 1 || left < inside.left - 1;
  const isCut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible' &&
    !element.closest('.clip, input, select');
  return isOut || isCut ? [element.tagName + '.' + element.className] : [];
})`;
