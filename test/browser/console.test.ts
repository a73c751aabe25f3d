import type { Page, Response } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityFaults, phone } from '../support/browser.ts';
import { further } from '../support/long.ts';
import { describeConsole, row, useConsole } from './console-world.ts';

describeConsole('the review console', () => {
  const console = useConsole();
  let page: Page;
  const open = async (...given: Parameters<typeof console.open>) => {
    page = await console.open(...given);
  };

  const total = () => page.locator('.worklist-total').innerText();
  const left = async () => Number.parseInt((await total()).replace(',', ''), 10);
  const strip = () => page.locator('.strip p').innerText();
  const nameOf = (place: number) => row(page, place).locator('.cell-patient .strong').innerText();
  const reviewButton = (place: number) => row(page, place).getByRole('button');

  test('is where the landing page leads', async () => {
    await open('landed', { cold: true });
    await page.goto(console.world.gateway.gateway.url);
    await page.getByRole('link', { name: 'Review console' }).click();
    await page.getByRole('heading', { name: 'landed is cold' }).waitFor();
    // Sandbox’ own scripts are out of reach.
    console.forgive();
  });

  test('warms a tenant up, narrows the list down, and finds patients by name', async () => {
    await open('journey', { cold: true });
    expect(await page.getByRole('heading').innerText()).toBe('journey is cold');
    await page.getByRole('button', { name: 'Warm up' }).click();
    await row(page, 0).waitFor();
    const all = await left();
    expect(all).toBeGreaterThan(500);

    await page.getByLabel('Class').selectOption('EMER');
    await expect.poll(() => page.locator('.chip').first().innerText()).toBe('Emergency');
    const emergencies = await left();
    expect(emergencies).toBeLessThan(all);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(left).toBe(all);

    const [family = ''] = (await nameOf(3)).split(',');
    await page.getByLabel('Patient name').fill(family.toLowerCase());
    await expect.poll(left).toBeLessThan(all);
    await expect.poll(() => nameOf(0)).toContain(family);
    // Neither the address nor what is kept may tell whom was looked for.
    const kept = await page.evaluate(
      'JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }])',
    );
    expect(kept).not.toContain(family);
    await page.getByLabel('Patient name').fill('nobody of that name');
    await page.getByText('No encounter fits').waitFor();
  });

  test('scrolls through 500 rows without holding them all in the page', async () => {
    await open('scroll');
    await row(page, 0).focus();
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End');
          return row(page, 499).count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    expect(await page.locator('[role=row][data-place]').count()).toBeLessThan(60);
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('row');
    // Something else is looked at, and the list is where it was.
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('heading', { name: 'Practitioners' }).waitFor();
    await page.getByRole('link', { name: 'Worklist' }).click();
    await row(page, 499).waitFor();
    await row(page, 499).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.evaluate('document.activeElement.dataset.place')).toBe('0');
  });

  test('shows a review at once, and saves it', async () => {
    await open('review');
    const all = await left();
    console.world.reviews.hold();
    await reviewButton(1).click();
    await expect.poll(() => reviewButton(1).innerText()).toBe('Reviewed');
    expect(await strip()).toMatch(/^1 of/);
    expect(await left()).toBe(all - 1);
    expect(await console.world.reviewed('review')).toBe(0);
    console.world.reviews.release();
    await page.getByText(': reviewed.').waitFor();
    expect(await console.world.reviewed('review')).toBe(1);
    const name = await nameOf(1);
    await page.getByText('Reviewed', { exact: true }).first().click();
    await expect.poll(total).toBe('1 encounter');
    expect(await nameOf(0)).toBe(name);
    await page.getByText('To review', { exact: true }).click();
    await expect.poll(() => reviewButton(1).innerText()).toBe('Review');
    await page.getByText('All', { exact: true }).click();
    await expect.poll(() => reviewButton(1).innerText()).toBe('Reviewed');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => reviewButton(1).innerText()).toBe('Review');
    await expect.poll(() => console.world.reviewed('review')).toBe(0);
  });

  test('says how many are left, also when more are loaded meanwhile', async () => {
    await open('left');
    const all = await left();
    for (const place of [0, 1, 2]) await reviewButton(place).click();
    await expect.poll(() => console.world.reviewed('left')).toBe(3);
    await row(page, 2).focus();
    await page.keyboard.press('End');
    await expect.poll(total).toContain('100 loaded');
    expect(await left()).toBe(all - 3);
    await page.getByText('All', { exact: true }).click();
    await expect.poll(left).toBe(all);
  });

  test('takes back what the gateway refuses, says so, and tries again', async () => {
    await open('refused');
    console.world.reviews.hold();
    console.world.reviews.refuse(true);
    await reviewButton(0).click();
    await expect.poll(() => reviewButton(0).innerText()).toBe('Reviewed');
    console.world.reviews.release();
    await page.getByText('the review was not saved').waitFor();
    expect(await reviewButton(0).innerText()).toBe('Review');
    expect(await strip()).toMatch(/^0 of/);
    console.world.reviews.refuse(false);
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => console.world.reviewed('refused')).toBe(1);
    expect(await reviewButton(0).innerText()).toBe('Reviewed');
  });

  test('reviews many, by keys alone', async () => {
    await open('many');
    await page.locator('.sort-button').focus();
    await page.keyboard.press('Tab');
    for (let at = 0; at < 4; at++) await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('5 selected').waitFor();
    await page.getByRole('button', { name: 'Mark reviewed' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('5 encounters reviewed.').waitFor();
    expect(await console.world.reviewed('many')).toBe(5);
    expect(await strip()).toMatch(/^5 of/);
    // And one of them back again, from its page.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
    await page.keyboard.press('r');
    await expect.poll(() => console.world.reviewed('many')).toBe(4);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.dataset.place')).toBe('3');
  });

  test('all of many that are refused are taken back', async () => {
    await open('many-refused');
    console.world.reviews.refuse(true);
    await row(page, 0).locator('input').check();
    await row(page, 3)
      .locator('input')
      .click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Mark reviewed' }).click();
    await page.getByText('4 encounters not').waitFor();
    expect(await strip()).toMatch(/^0 of/);
    expect(await page.locator('[data-reviewed=true].row').count()).toBe(0);
  });

  test('a tenant that has cooled down is warmed up from where one was; the review that found it cold is saved', async () => {
    await open('cooled');
    await row(page, 8).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    const address = page.url();
    await console.world.gateway.gateway.tenants.coolDown('cooled' as never);
    // However soon the page itself finds it out, and says so over what is there.
    await page.locator('.panel').getByRole('button', { name: 'Mark reviewed' }).dispatchEvent('click');
    await page.getByRole('heading', { name: 'cooled has cooled down' }).waitFor();
    await page.getByText('1 change of yours will be sent then.').waitFor();
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => console.world.reviewed('cooled').catch(() => 0)).toBe(1);
    await page.getByRole('heading', { name: 'cooled has cooled down' }).waitFor({ state: 'hidden' });
    expect(page.url()).toBe(address);
    await page.locator('.review-note').waitFor();
    // What could not be read meanwhile is read now.
    await page.getByRole('button', { name: 'Filters' }).click();
    await console.world.gateway.gateway.tenants.coolDown('cooled' as never);
    await page.getByLabel('Class').selectOption('EMER');
    await page.getByRole('button', { name: 'Warm up' }).click();
    await expect.poll(() => page.locator('.chip').first().innerText()).toBe('Emergency');
  });

  test('reviews made while the gateway is out of reach are kept, and sent when it is back', async () => {
    await open('offline');
    await console.watched.context.setOffline(true);
    await page.getByText('The gateway cannot be reached.').waitFor();
    await reviewButton(0).click();
    await reviewButton(2).click();
    await page.getByText('2 changes kept here').waitFor();
    expect([await reviewButton(0).innerText(), await reviewButton(2).innerText()]).toEqual([
      'Reviewed',
      'Reviewed',
    ]);
    expect(await console.world.reviewed('offline')).toBe(0);
    await console.watched.context.setOffline(false);
    await page.getByText('The gateway cannot be reached.').waitFor({ state: 'hidden' });
    await expect.poll(() => console.world.reviewed('offline')).toBe(2);
    await expect.poll(strip).toMatch(/^2 of/);
  });

  test('what a busy gateway puts off is sent again when it says', async () => {
    await open('busy');
    let refusals = 0;
    await page.route('**/graphql', (route, request) => {
      if (!request.postData()?.includes('ConsoleReview') || refusals++ > 0) return route.continue();
      const body = JSON.stringify({ errors: [{ message: 'x', extensions: { code: 'RATE_LIMITED' } }] });
      return route.fulfill({
        status: 429,
        contentType: 'application/json',
        headers: { 'retry-after': '0' },
        body,
      });
    });
    await reviewButton(0).click();
    await expect.poll(() => console.world.reviewed('busy')).toBe(1);
    expect(refusals).toBe(2);
    expect(await page.getByText('not saved').count()).toBe(0);
  });

  test('leads through the history of a patient', async () => {
    await open('history');
    await row(page, 2).click();
    const heading = page.locator('.panel h2');
    const patient = await nameOf(2);
    const dates = page.locator('.history-date');
    await dates.first().waitFor();
    const days = (await dates.allInnerTexts()).map(day => Date.parse(day.replace('Sept', 'Sep')));
    expect(days.length).toBeGreaterThan(1);
    expect(days).toEqual(days.toSorted((one, other) => other - one));
    const address = page.url();
    await page.locator('.history a').last().click();
    await expect.poll(() => page.url()).not.toBe(address);
    await dates.first().waitFor();
    expect(await heading.innerText()).toBe(patient);
    await page.goBack();
    await expect.poll(() => page.url()).toBe(address);
  });

  test('draws how far each type is, and follows reviews', async () => {
    await open('chart');
    const all = await left();
    await reviewButton(0).click();
    await page.getByText(': reviewed.').waitFor();
    await page.getByRole('link', { name: 'Progress' }).click();
    const encounters = page.getByRole('article', { name: 'Encounters' });
    await encounters.getByRole('img', { name: '0.1 % of encounters reviewed' }).waitFor();
    expect(await encounters.locator('dd').allInnerTexts()).toEqual(['1', String(all - 1), String(all)]);
    const drawn = await encounters.locator('.ring-part').getAttribute('stroke-dasharray');
    const [part = 0, whole = 1] = drawn!.split(' ').map(Number);
    expect(part / whole).toBeCloseTo(1 / all);
    const patients = page.getByRole('article', { name: 'Patients' });
    expect(await patients.locator('dd').allInnerTexts()).toEqual(['0', '120', '120']);
  });

  test('follows what others review while somebody is there, and leaves a tenant that nobody uses to cool down', async () => {
    await open('followed');
    await page.clock.install();
    await page.reload();
    await row(page, 0).waitFor();
    let looks = 0;
    page.on('request', request => {
      if (request.postData()?.includes('ConsoleProgress')) looks++;
    });
    const other = await console.watched.context.newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Open' }).click();
    const reviewAsOther = async (place: number) => {
      await row(other, place).getByRole('button').click();
      await other.getByText(': reviewed.').waitFor();
      await other.getByRole('button', { name: 'Dismiss' }).click();
    };
    await reviewAsOther(0);
    await page.clock.runFor(15_000);
    await expect.poll(strip).toMatch(/^1 of/);

    // Half an hour in which nobody touches the page: most of it must be without a question.
    for (let minute = 1; minute <= 2; minute++) await page.clock.runFor(60_000);
    await reviewAsOther(1);
    const atMost = looks;
    expect(atMost).toBeLessThanOrEqual(9);
    for (let minute = 3; minute <= 30; minute++) await page.clock.runFor(60_000);
    expect(looks).toBe(atMost);

    // Out of sight a touch is none of this page's.
    const hide = (hidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))`);
    await hide(true);
    await page.clock.runFor(60_000);
    expect(looks).toBe(atMost);
    await hide(false);
    await expect.poll(strip).toMatch(/^2 of/);
    expect(looks).toBe(atMost + 1);

    await console.watched.context.setOffline(true);
    await page.getByText('The gateway cannot be reached.').waitFor();
    await page.clock.runFor(60_000);
    expect(looks).toBe(atMost + 1);
    await console.watched.context.setOffline(false);
    await page.getByText('The gateway cannot be reached.').waitFor({ state: 'hidden' });

    // Somebody else has let it cool down: that is found out, and not asked again.
    await console.world.gateway.gateway.tenants.coolDown('followed' as never);
    await page.mouse.move(3, 3);
    await page.clock.runFor(15_000);
    await page.getByRole('heading', { name: 'followed has cooled down' }).waitFor();
    const atLast = looks;
    await page.mouse.move(9, 9);
    await page.clock.runFor(60_000);
    expect(looks).toBe(atLast);
  });

  test('counts its own reviews once, whenever it asks how far the others are', async () => {
    await open('counted');
    await page.clock.install();
    await page.reload();
    await row(page, 0).waitFor();
    await page.mouse.move(3, 3);
    // The answer was made before the review, and comes after it.
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    await page.route('**/graphql', async (route, request) => {
      if (!request.postData()?.includes('ConsoleProgress')) return route.continue();
      const response = await route.fetch();
      asked.resolve();
      await answered.promise;
      return route.fulfill({ response });
    });
    await page.clock.runFor(15_000);
    await asked.promise;
    await reviewButton(0).click();
    await page.getByText(': reviewed.').waitFor();
    const seen = page.waitForResponse(answer => answer.request().postData()?.includes('Progress') ?? false);
    answered.resolve();
    await (await seen).finished();
    await page.unroute('**/graphql');
    expect(await strip()).toMatch(/^1 of/);
    // Asked while one is on its way, it may count it or not.
    console.world.reviews.hold();
    await reviewButton(1).click();
    await expect.poll(strip).toMatch(/^2 of/);
    await page.clock.runFor(15_000);
    expect(await strip()).toMatch(/^2 of/);
    console.world.reviews.release();
    await expect.poll(() => console.world.reviewed('counted')).toBe(2);
    await page.clock.runFor(15_000);
    expect(await strip()).toMatch(/^2 of/);
  });

  test('shows a leap second, what is no date, and an address of nothing', async () => {
    await open('odd');
    await page.route('**/graphql', async (route, request) => {
      const answer = await route.fetch();
      if (!request.postData()?.includes('ConsoleWorklist')) return route.fulfill({ response: answer });
      const odd = ['2016-12-31T23:59:60Z', 'some day in May'].values();
      const body = (await answer.text()).replace(/"start":"[^"]*"/g, all => {
        const { value } = odd.next();
        return value === undefined ? all : `"start":"${value}"`;
      });
      return route.fulfill({ response: answer, body });
    });
    await page.reload();
    await expect
      .poll(() => row(page, 0).locator('.cell-when').innerText())
      .toMatch(/(31 Dec 2016|01 Jan 2017)\n\d\d:59$/);
    expect(await row(page, 1).locator('.cell-when').innerText()).toBe('some day in May');
    await page.goto(new URL('#/encounters/%', page.url()).href);
    await page.getByText('There is no such encounter').or(page.getByText('could not be read')).waitFor();
  });

  test('a fault of the page itself leaves a way back', async () => {
    let isOdd = true;
    await open('broken');
    await page.route('**/graphql', async (route, request) => {
      const answer = await route.fetch();
      if (!isOdd || !request.postData()?.includes('ConsoleWorklist'))
        return route.fulfill({ response: answer });
      // No gateway sends this.
      const body = (await answer.text()).replaceAll('"status":"', '"status":{},"odd":"');
      return route.fulfill({ response: answer, body });
    });
    await page.reload();
    await page.getByRole('heading', { name: 'This cannot be shown' }).waitFor();
    isOdd = false;
    await page.getByRole('button', { name: 'Show it again' }).click();
    await row(page, 0).waitFor();
  });

  test('asks ahead for what is pointed at: it is there when it is opened', async () => {
    await open('ahead');
    const asks = (operation: string, id?: string) => (answer: Response) =>
      (answer.request().postData()?.includes(operation) ?? false) &&
      (id === undefined || answer.request().postDataJSON().variables.id === id);
    const list = page.waitForResponse(asks('ConsoleWorklist'));
    await page.reload();
    const { data } = await (await list).json();
    // Of another one it may be asked for as well: what the list came to lie under the pointer with.
    const ahead = page.waitForResponse(asks('ConsoleEncounter', data.encounters.edges[5].node.id));
    await row(page, 5).hover();
    await (await ahead).finished();
    await page.route('**/graphql', route => route.abort());
    await row(page, 5).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
  });

  test.each([
    ['light', undefined],
    ['dark', phone],
    ...further(['dark', undefined] as const, ['light', phone] as const),
  ] as const)('axe finds nothing serious in %s, viewport %o', async (colorScheme, viewport) => {
    const tenant = `axe-${colorScheme}-${viewport ? 'phone' : 'desktop'}`;
    await open(tenant, {
      ...{ colorScheme, cold: true, ...(viewport && { viewport }) },
      // Colours on their way are none that anybody reads.
      reducedMotion: 'reduce',
    });
    const found: Record<string, unknown> = {};
    const look = async (screen: string, looked = page) => {
      const faults = await accessibilityFaults(looked);
      if (faults.length > 0) found[screen] = faults;
    };
    // Each tab begins with the choice.
    const chooser = await console.watched.context.newPage();
    await chooser.goto(page.url());
    await chooser.getByRole('heading', { name: 'Choose a tenant' }).waitFor();
    await look('chooser', chooser);
    await chooser.close();
    await look('cold');
    let isWarming = true;
    await page.route('**/graphql', (route, request) => {
      if (!isWarming || !request.postData()?.includes('TenantState')) return route.continue();
      const state = { __typename: 'Tenant', id: tenant, state: 'WARMING', progress: 0.4 };
      return route.fulfill({ json: { data: { tenant: state } } });
    });
    await page.getByRole('button', { name: 'Warm up' }).click();
    await page.getByText('40 %').waitFor();
    await look('warming');
    isWarming = false;
    await row(page, 2).waitFor();
    await row(page, 0).locator('input').check();
    await reviewButton(1).click();
    await page.getByText(': reviewed.').waitFor();
    await look('worklist');
    console.world.reviews.refuse(true);
    await reviewButton(2).click();
    await page.getByText('the review was not saved').waitFor();
    await look('refused');
    console.world.reviews.refuse(false);
    await row(page, 2).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await look('encounter');
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByRole('heading', { name: 'Practitioners' }).waitFor();
    await look('progress');
    await page.getByRole('button', { name: 'Tenant' }).click();
    await look('tenants');
    await page.getByRole('button', { name: 'Close' }).click();
    await console.watched.context.setOffline(true);
    await page.getByText('The gateway cannot be reached.').waitFor();
    await look('offline');
    await console.watched.context.setOffline(false);
    await page.getByText('The gateway cannot be reached.').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Worklist' }).click();
    await console.world.gateway.gateway.tenants.coolDown(tenant as never);
    await page.getByText('Reviewed', { exact: true }).first().dispatchEvent('click');
    await page.getByRole('heading', { name: `${tenant} has cooled down` }).waitFor();
    await look('cooled down');
    expect(found).toEqual({});
  });
});
