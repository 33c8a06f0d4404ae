// Each change of a topic when it succeeds, is not allowed, conflicts, is invalid, finds no server.
import type { Page } from '@playwright/test';
import type { Api } from './api';
import { confirm, dialog, expectAway, expectDenied } from './faces';
import { expect, test } from './fixtures';
import type { World } from './world';

interface Topic {
  partitions: unknown[];
  config: Record<string, { value: string | null; source: string }>;
}

const path = (world: World, name = '') => `/v1/instances/${world.instance}/topics${name && `/${name}`}`;
const create = (api: Api, world: World, name: string) => api.post(path(world), { name, partitions: 1 });
const read = (api: Api, world: World, name: string) => api.get<Topic>(path(world, name));
const status = async (api: Api, world: World, name: string) =>
  (await api.call('GET', path(world, name))).status;
const open = (page: Page, world: World, name: string, tab: string) =>
  page.goto(`${world.url}/instances/${world.instance}/topics/${name}/${tab}`);

test('a topic is created; what is wrong with it is said at its field', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'created-faces';
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/create-topic`);
  const field = page.getByLabel('Name', { exact: false }).first();
  const submit = page.getByRole('button', { name: 'Create topic' });
  await field.fill('no such name!');
  await submit.click();
  await expect(page.getByRole('alert')).toContainText('/name');
  await expect(page.locator('#name-help')).toContainText(/\S/);
  await field.fill(world.topic);
  await submit.click();
  await expect(page.getByRole('alert')).toContainText(`another topic named \`${world.topic}\``);
  await field.fill(name);
  await page.getByLabel('Partitions').fill('100000');
  await submit.click();
  await expect(page.getByRole('alert')).toContainText(/partitions/i);
  expect(await status(api, world, name)).toBe(404);
  await page.getByLabel('Partitions').fill('2');
  await expectAway(page, page.locator('main'), () => submit.click());
  await expect(field).toHaveValue(name);
  expect(await status(api, world, name)).toBe(404);
  await submit.click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  expect((await read(api, world, name)).partitions).toHaveLength(2);
});

test('a configuration is changed after a look at what changes', async ({ page, enter, world, api }) => {
  const name = 'config-faces';
  await create(api, world, name);
  await enter();
  await open(page, world, name, 'config');
  const edit = page.getByRole('button', { name: 'Edit', exact: true });
  const review = dialog(page).getByRole('button', { name: 'Review' });
  const save = dialog(page).getByRole('button', { name: 'Save' });
  const retention = dialog(page).getByLabel('retention.ms', { exact: true });
  await edit.click();
  await expect(review).toBeDisabled();
  // More than the plan allows, which the field says at once and the server as well.
  await retention.fill('9223372036854775807');
  await expect(retention).toHaveAttribute('aria-invalid', 'true');
  await review.click();
  await expect(dialog(page).locator('ins')).toHaveText('9223372036854775807');
  await save.click();
  await expect(dialog(page).getByRole('alert')).toContainText('retention.ms');
  expect((await read(api, world, name)).config['retention.ms']?.source).toBe('default');
  await retention.fill('7200000');
  await review.click();
  await expect(dialog(page).locator('ins')).toHaveText('7200000');
  await expectAway(page, dialog(page), () => save.click());
  await expect(retention).toHaveValue('7200000');
  await review.click();
  await save.click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('row', { name: /^retention\.ms/ })).toContainText('7200000');
  expect((await read(api, world, name)).config['retention.ms']).toMatchObject({
    value: '7200000',
    source: 'topic',
  });
  // Somebody deletes the topic while its configuration is edited.
  await edit.click();
  await retention.fill('3600000');
  await review.click();
  expect((await api.call('DELETE', path(world, name))).status).toBe(204);
  await save.click();
  await expect(dialog(page).getByRole('alert')).toContainText('not_found');
});

test('partitions are added, and no more than the plan allows', async ({ page, enter, world, api }) => {
  const name = 'partitions-faces';
  await create(api, world, name);
  await enter();
  await open(page, world, name, 'partitions');
  const wanted = dialog(page).getByLabel('Partitions afterwards');
  const add = dialog(page).getByRole('button', { name: 'Add partitions' });
  await page.getByRole('button', { name: 'Add partitions' }).click();
  await wanted.fill('1');
  await expect(add).toBeDisabled();
  await wanted.fill('100000');
  await add.click();
  await expect(dialog(page).getByRole('alert')).toContainText(/partitions/i);
  // Somebody else adds more first, which the page has not read yet.
  await page.route(`**${path(world, name)}`, (route) =>
    route.request().method() === 'GET' ? route.abort('connectionrefused') : route.fallback(),
  );
  expect((await api.call('PATCH', path(world, name), { partitions: 3 })).status).toBe(200);
  await wanted.fill('2');
  await add.click();
  await expect(dialog(page).getByRole('alert')).toContainText('/partitions');
  await wanted.fill('4');
  await expectAway(page, dialog(page), () => add.click());
  await expect(wanted).toHaveValue('4');
  expect((await read(api, world, name)).partitions).toHaveLength(3);
  await add.click();
  await expect(page.getByText('The topic now has 4 partitions')).toBeVisible();
  expect((await read(api, world, name)).partitions).toHaveLength(4);
});

test('topics are deleted, one and several at a time', async ({ page, enter, world, api }) => {
  const names = ['deleted-faces-1', 'deleted-faces-2', 'deleted-faces-3'];
  for (const name of names) await create(api, world, name);
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/topics?q=deleted-faces`);
  const remove = page.getByRole('button', { name: 'Delete', exact: true });
  await page.getByLabel('Select deleted-faces-1').check();
  await remove.click();
  await expectAway(page, dialog(page), () => confirm(page, 'deleted-faces-1', 'Delete'));
  expect(await status(api, world, 'deleted-faces-1')).toBe(200);
  // Somebody else is faster.
  expect((await api.call('DELETE', path(world, 'deleted-faces-1'))).status).toBe(204);
  await dialog(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('not_found');
  await page.goto(`${world.url}/instances/${world.instance}/topics?q=deleted-faces`);
  await page.getByLabel('Select deleted-faces-2').check();
  await page.getByLabel('Select deleted-faces-3').check();
  await remove.click();
  await confirm(page, 'delete 2 topics', 'Delete');
  await expect(page.getByText('2 topics were deleted')).toBeVisible();
  for (const name of names) expect(await status(api, world, name)).toBe(404);
});

test('a viewer may change nothing about topics', async ({ page, enter, world }) => {
  await enter(world.viewer);
  await page.goto(`${world.url}/instances/${world.instance}/topics`);
  await expectDenied(page, page.getByRole('link', { name: 'Create topic' }), 'topic.create');
  await page.getByLabel(`Select ${world.topic}`).check();
  await expectDenied(page, page.getByRole('button', { name: 'Delete', exact: true }), 'topic.delete');
  await open(page, world, world.topic, 'config');
  await expectDenied(page, page.getByRole('button', { name: 'Edit', exact: true }), 'topic.update');
  await open(page, world, world.topic, 'partitions');
  await expectDenied(page, page.getByRole('button', { name: 'Add partitions' }), 'topic.update');
  await page.goto(`${world.url}/instances/${world.instance}/create-topic`);
  await expectDenied(page, page.getByRole('button', { name: 'Create topic' }), 'topic.create');
});
