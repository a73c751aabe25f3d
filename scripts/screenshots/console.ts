import type { Page } from 'playwright-core';
import { phone } from '../../test/support/browser.ts';
import type { Scene } from './scene.ts';

const path = '/console/';

export const consoleScenes: readonly Scene[] = [
  {
    name: 'console',
    path,
    // So much text takes too many bytes in a larger one.
    viewport: { width: 1200, height: 720 },
    async play(page) {
      await opened(page);
      // Past ones are of all classes.
      await page.getByLabel('To', { exact: true }).fill('2026-06-30');
      await page.locator('.chip[data-class=IMP]').first().waitFor();
      await review(page, 1, 2, 4);
      await page.locator('[data-place="6"]').click();
      await page.getByRole('heading', { name: 'History' }).waitFor();
      await quiet(page);
    },
  },
  {
    name: 'console-dark',
    path,
    colorScheme: 'dark',
    async play(page) {
      await opened(page);
      await page.getByLabel('Class').selectOption('Emergency');
      await page.locator('.chip[data-class=EMER]').first().waitFor();
      await review(page, 0, 2);
      await page.locator('[data-place="3"] input').check();
      await page.locator('[data-place="6"] input').click({ modifiers: ['Shift'] });
      await quiet(page);
    },
  },
  {
    name: 'console-phone',
    path,
    viewport: phone,
    async play(page) {
      await opened(page);
      await review(page, 1);
      await quiet(page);
    },
  },
  {
    name: 'console-phone-dark',
    path,
    viewport: phone,
    colorScheme: 'dark',
    async play(page) {
      await opened(page);
      await page.getByText('Reviewed', { exact: true }).first().click();
      await page.locator('[data-place="1"]').click();
      await page.getByRole('heading', { name: 'History' }).waitFor();
    },
  },
  {
    name: 'console-progress',
    path,
    async play(page) {
      await opened(page);
      for (const place of [400, 800, 1200]) await reviewFirst(page, place);
      await page.getByRole('link', { name: 'Progress' }).click();
      await page.getByRole('heading', { name: 'Practitioners' }).waitFor();
      await quiet(page);
    },
  },
];

/** On the worklist of a warm tenant. */
async function opened(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open' }).click();
  const warmUp = page.getByRole('button', { name: 'Warm up' });
  const first = page.locator('[data-place="0"]');
  await warmUp.or(first).first().waitFor();
  if (await warmUp.isVisible()) await warmUp.click();
  await first.waitFor();
}

async function review(page: Page, ...places: readonly number[]): Promise<void> {
  for (const place of places) await page.locator(`[data-place="${place}"]`).getByRole('button').click();
}

/** As many as are loaded by then, up to that place. */
async function reviewFirst(page: Page, place: number): Promise<void> {
  const loaded = page.locator('.worklist-total', { hasText: /loaded/ });
  await page.locator('[role=row][tabindex="0"]').focus();
  while (Number((await loaded.innerText()).replace(/.*· ([\d,]+).*/s, '$1').replace(',', '')) < place)
    await page.keyboard.press('End');
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Mark reviewed' }).click();
  await page.getByText('encounters reviewed.').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
}

/** Notices would hide what is pictured. */
async function quiet(page: Page): Promise<void> {
  await page
    .getByText(': reviewed.')
    .waitFor({ timeout: 2_000 })
    .catch(() => undefined);
  for (const notice of await page.getByRole('button', { name: 'Dismiss' }).all()) await notice.click();
  await page.mouse.move(0, 0);
}
