import type { Page } from 'playwright-core';
import { phone } from '../../test/support/browser.ts';
import type { Scene } from './scene.ts';

export const explorerScenes: readonly Scene[] = [
  {
    name: 'explorer',
    path: '/explorer',
    async play(page) {
      await answered(page);
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.locator('.graphiql-doc-explorer-search input').fill('reviewmany');
      await page.getByRole('option', { name: 'Mutation.reviewMany' }).click();
      await page.locator('.graphiql-doc-explorer', { hasText: 'Each succeeds or fails by itself' }).waitFor();
    },
  },
  { name: 'explorer-phone', path: '/explorer', viewport: phone, play: answered },
  {
    name: 'explorer-examples',
    path: '/explorer',
    colorScheme: 'dark',
    async play(page) {
      await answered(page);
      await page.getByRole('button', { name: 'Examples' }).click();
    },
  },
];

/** The first operation, and what a warm tenant answers it. */
async function answered(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  const state = page.locator('.state');
  await state.filter({ hasText: /./ }).waitFor();
  if ((await state.textContent()) !== 'warm') await page.getByRole('button', { name: 'Warm up' }).click();
  await page.locator('.state[data-state=WARM]').waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response .view-line', { hasText: '"encounters"' }).waitFor();
}
