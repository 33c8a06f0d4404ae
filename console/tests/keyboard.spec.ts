// Going places by keys alone.
import { violations } from './axe';
import { expect, test } from './fixtures';

test('the palette finds an instance, and leads there', async ({ page, enter, world }) => {
  await enter();
  await page.goto(`${world.url}/orgs/${world.org}/activity`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('demo');
  await expect(page.getByRole('option', { name: /demo/ })).toHaveAttribute('aria-selected', 'true');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${world.url}/instances/${world.instance}`);
});

test('g and a letter lead to a page, until single keys are switched off', async ({ page, enter, world }) => {
  await enter();
  await page.goto(`${world.url}/orgs/${world.org}/instances`);
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  await page.keyboard.type('go');
  await expect(page.getByRole('heading', { name: 'Organisation', level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await page.getByLabel(/^Single keys/).uncheck({ force: true });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Go to' })).toBeVisible();
});
