// Producing a message when it succeeds, is not allowed, conflicts, is invalid, finds no server.
import type { Page } from '@playwright/test';
import type { Api } from './api';
import { dialog, expectAway, expectDenied } from './faces';
import { expect, test } from './fixtures';
import type { World } from './world';

const path = (world: World, name = '') => `/v1/instances/${world.instance}/topics${name && `/${name}`}`;
const create = (api: Api, world: World, name: string) => api.post(path(world), { name, partitions: 1 });

async function values(api: Api, world: World, name: string): Promise<string[]> {
  const { items } = await api.get<{ items: { value: { base64: string } | null }[] }>(
    `${path(world, name)}/records`,
  );
  return items.map(({ value }) => Buffer.from(value?.base64 ?? '', 'base64').toString());
}

async function open(page: Page, world: World, name: string) {
  await page.goto(`${world.url}/instances/${world.instance}/topics/${name}`);
  await page.getByRole('button', { name: 'Produce message' }).click();
}

test('a message is produced; what is wrong with it is said at its field', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'produced-faces';
  await create(api, world, name);
  await enter();
  await open(page, world, name);
  const value = dialog(page).getByRole('textbox', { name: 'Value', exact: true });
  const submit = dialog(page).getByRole('button', { name: 'Produce', exact: true });
  await dialog(page).getByLabel('Value as').selectOption('Base64');
  await value.fill('no base64!');
  await submit.click();
  await expect(dialog(page).getByRole('alert')).toContainText('/records/0/value/base64');
  await expect(value).toHaveAttribute('aria-invalid', 'true');
  await dialog(page).getByLabel('Value as').selectOption('Text');
  await value.fill('kept while nobody answers');
  await expectAway(page, dialog(page), () => submit.click());
  await expect(value).toHaveValue('kept while nobody answers');
  expect(await values(api, world, name)).toEqual([]);
  await submit.click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText('Written to partition 0 at offset 0')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'kept while nobody answers' })).toBeVisible();
  expect(await values(api, world, name)).toEqual(['kept while nobody answers']);
});

test('a message for a topic that is gone meanwhile says so, and is kept', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'produced-too-late';
  await create(api, world, name);
  await enter();
  await open(page, world, name);
  const value = dialog(page).getByRole('textbox', { name: 'Value', exact: true });
  await value.fill('too late');
  expect((await api.call('DELETE', path(world, name))).status).toBe(204);
  await dialog(page).getByRole('button', { name: 'Produce', exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('not_found');
  await expect(value).toHaveValue('too late');
});

test('a message that is too large is refused with the limit', async ({ page, enter, world, api }) => {
  const name = 'produced-too-large';
  await create(api, world, name);
  await enter();
  await open(page, world, name);
  const value = dialog(page).getByRole('textbox', { name: 'Value', exact: true });
  await value.fill('x'.repeat(1_100_000));
  await dialog(page).getByRole('button', { name: 'Produce', exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await expect(dialog(page).getByRole('alert')).toContainText(/large|bytes/i);
  expect(await values(api, world, name)).toEqual([]);
});

test('a viewer neither reads nor produces messages', async ({ page, enter, world }) => {
  await enter(world.viewer);
  await page.goto(`${world.url}/instances/${world.instance}/topics/${world.topic}`);
  await expect(page.getByText('Your role does not include reading messages')).toBeVisible();
  await expectDenied(page, page.getByRole('button', { name: 'Produce message' }), 'record.produce');
});
