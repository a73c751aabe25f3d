import { accessibilityFaults, desktop, launchBrowser, openPage, phone } from '../support/browser.ts';
const origin = 'http://localhost:4717';
const browser = await launchBrowser();
for (const [device, viewport] of [['desktop', desktop], ['phone', phone]] as const)
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context, faults } = await openPage(browser, origin, { viewport, colorScheme, deviceScaleFactor: 1, hasTouch: device === 'phone' });
    page.on('console', m => console.log('console', m.type(), m.text()));
    const shot = async (name: string) => {
      await page.waitForTimeout(250);
      await page.screenshot({ path: `/tmp/shots/${name}-${device}-${colorScheme}.png` });
      const found = await accessibilityFaults(page);
      if (found.length) console.log(name, device, colorScheme, JSON.stringify(found).slice(0, 900));
    };
    await page.goto(`${origin}/console/`);
    await page.getByRole('button', { name: 'Open' }).waitFor();
    await shot('chooser');
    await page.getByRole('button', { name: 'Open' }).click();
    await Promise.race([page.getByRole('button', { name: 'Warm up' }).waitFor(), page.getByRole('grid').waitFor()]);
    if (await page.getByRole('button', { name: 'Warm up' }).isVisible()) { await shot('cold'); await page.getByRole('button', { name: 'Warm up' }).click(); }
    await page.locator('.row[data-place="0"]').waitFor();
    await shot('list');
    await page.locator('.row[data-place="2"]').click();
    await page.getByText('History').waitFor();
    await shot('detail');
    await page.keyboard.press('Escape');
    await page.locator('.row[data-place="2"] input').check();
    await page.locator('.row[data-place="4"] input').check();
    await shot('selected');
    await page.getByRole('link', { name: 'Progress' }).click();
    await page.getByText('To review').last().waitFor();
    await shot('progress');
    console.log(device, colorScheme, faults);
    await context.close();
  }
await browser.close();
