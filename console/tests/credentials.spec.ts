// Credentials beyond the first page, and a second key that ends when one says.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { newCredential, newInstance } from './instance';

const dialog = (page: Page) => page.getByRole('dialog');
const DAY_MS = 86_400_000;

test('all credentials can be reached, a page at a time', async ({ page, enter, world, api }) => {
  const { id } = await newInstance(api, world);
  const names = Array.from({ length: 21 }, (_, place) => `client-${String(place).padStart(2, '0')}`);
  for (const name of names) await newCredential(api, id, name);
  await enter();
  await page.goto(`${world.url}/instances/${id}/credentials?size=20`);
  const links = page.getByRole('link', { name: /^client-/ });
  await expect(links).toHaveText(names.slice(0, 20));
  await expect(page.getByRole('button', { name: 'First page' })).toBeDisabled();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(links).toHaveText(names.slice(20));
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
  await page.reload();
  await expect(links).toHaveText(names.slice(20));
  await page.getByRole('button', { name: 'First page' }).click();
  await expect(links).toHaveText(names.slice(0, 20));
});

test('a second key ends when one says; what prevents it is said in the dialog', async ({
  page,
  enter,
  world,
  api,
}) => {
  const { id, secret } = await newCredential(api, world.instance, `second-${Date.now().toString(36)}`);
  const path = `/v1/instances/${world.instance}/credentials/${id}`;
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/credentials/${id}`);
  const open = page.getByRole('button', { name: 'Create second key' });
  await open.click();
  await dialog(page).getByLabel('Expires').selectOption('In 30 days');
  await page.route(`**${path}/keys`, (route) => route.abort('connectionrefused'));
  await dialog(page).getByRole('button', { name: 'Create key' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('No connection');
  await expect(dialog(page).getByLabel('Expires')).toHaveValue('30');
  await page.unroute(`**${path}/keys`);
  await dialog(page).getByRole('button', { name: 'Create key' }).click();
  await dialog(page).getByLabel('I have saved it').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(dialog(page)).toHaveCount(0);
  const { keys } = await api.get<{ keys: { id: string; expires_at: string | null }[] }>(path);
  const added = keys.find((key) => key.id !== secret.key_id);
  const days = (Date.parse(added?.expires_at ?? '') - Date.now()) / DAY_MS;
  expect(Math.abs(days - 30)).toBeLessThan(0.1);
  await expect(page.getByRole('row', { name: new RegExp(added?.id ?? 'none') }).locator('time')).toHaveCount(
    2,
  );
  // Two are the most: said beforehand where it is known, else by the server.
  await expect(open).toHaveAttribute('aria-disabled', 'true');
});

test('a third key, asked for by somebody who sees one, is a conflict', async ({
  page,
  enter,
  world,
  api,
}) => {
  const { id } = await newCredential(api, world.instance, `third-${Date.now().toString(36)}`);
  const path = `/v1/instances/${world.instance}/credentials/${id}`;
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/credentials/${id}`);
  await page.getByRole('button', { name: 'Create second key' }).click();
  await api.post(`${path}/keys`, {});
  await dialog(page).getByRole('button', { name: 'Create key' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('Request id');
});

test('who may not make keys reads why', async ({ page, enter, world }) => {
  await enter(world.viewer);
  await page.goto(`${world.url}/instances/${world.instance}/credentials/${world.credential}`);
  const create = page.getByRole('button', { name: 'Create second key' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await create.hover();
  await expect(page.getByRole('tooltip')).toContainText('Your role does not include credential.key.create');
});
