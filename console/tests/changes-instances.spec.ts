// Each change of an instance when it succeeds, is not allowed, conflicts, is invalid, finds no server.
import type { Page } from '@playwright/test';
import type { Api } from './api';
import { confirm, dialog, expectAway, expectBlocked, expectDenied } from './faces';
import { expect, test } from './fixtures';
import type { World } from './world';

interface Instance {
  id: string;
  name: string;
  description: string;
  labels: Record<string, string>;
  spec: { deletion_protection: boolean };
}

async function create(api: Api, world: World, name: string): Promise<string> {
  const { instance } = await api.post<{ instance: Instance }>(`/v1/orgs/${world.org}/instances`, {
    name,
    plan: 'standard',
  });
  return instance.id;
}

const named = async (api: Api, world: World, name: string) => {
  const { items } = await api.get<{ items: Instance[] }>(`/v1/orgs/${world.org}/instances`);
  return items.filter((instance) => instance.name === name);
};

const open = (page: Page, world: World, instance: string) => page.goto(`${world.url}/instances/${instance}`);
const edit = (page: Page) => page.getByRole('button', { name: 'Edit', exact: true }).click();
const save = (page: Page) => dialog(page).getByRole('button', { name: 'Save' });

test('an instance is created; what is wrong with it is said before', async ({ page, enter, world, api }) => {
  await enter();
  await page.goto(`${world.url}/orgs/${world.org}/instances/new`);
  const name = page.getByLabel('Name', { exact: false }).first();
  const submit = page.getByRole('button', { name: 'Create instance' });
  await name.fill('Not a name');
  await expect(page.getByText('1 to 63 lower-case letters')).toBeVisible();
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  // A conflict, of which the server is not even asked.
  await name.fill('demo');
  await expect(page.getByText('There is another instance of this name.')).toBeVisible();
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  expect(await named(api, world, 'demo')).toHaveLength(1);
  await name.fill('five-faces');
  await expect(page.getByText('The server would create this.')).toBeVisible();
  await page.getByLabel('Set up a quick start').uncheck();
  await expectAway(page, page.locator('main'), () => submit.click());
  await expect(name).toHaveValue('five-faces');
  expect(await named(api, world, 'five-faces')).toEqual([]);
  await submit.click();
  await expect(page.getByRole('heading', { name: 'five-faces', level: 1 })).toBeVisible();
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  expect(await named(api, world, 'five-faces')).toHaveLength(1);
});

test('what the server refuses of a new instance is said at its field', async ({
  page,
  enter,
  world,
  api,
}) => {
  await enter();
  await page.goto(`${world.url}/orgs/${world.org}/instances/new`);
  await page.getByLabel('Name', { exact: false }).first().fill('with-labels');
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByLabel('Description').fill('x'.repeat(2_000));
  await expect(page.getByText('at most 200 characters on one line')).toBeVisible();
  await page.getByRole('button', { name: 'Create instance' }).click();
  await expect(page.getByRole('heading', { name: 'Create instance', level: 1 })).toBeVisible();
  expect(await named(api, world, 'with-labels')).toEqual([]);
});

test('settings are changed; what is wrong with them is said in the dialog', async ({
  page,
  enter,
  world,
  api,
}) => {
  const id = await create(api, world, 'settings-faces');
  await enter();
  await open(page, world, id);
  await edit(page);
  await dialog(page).getByLabel('Labels').fill('no pair');
  await expect(save(page)).toBeDisabled();
  await dialog(page)
    .getByLabel('Labels')
    .fill(`${'k'.repeat(300)}=v`);
  await save(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText('/labels');
  // Somebody else protects it meanwhile, which stays so.
  expect((await api.call('PATCH', `/v1/instances/${id}`, { deletion_protection: true })).status).toBe(200);
  await dialog(page).getByLabel('Labels').fill('team=payments');
  await dialog(page).getByLabel('Description').fill('Orders & <b>more</b>');
  await expectAway(page, dialog(page), () => save(page).click());
  await expect(dialog(page).getByLabel('Labels')).toHaveValue('team=payments');
  await save(page).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText('Orders & <b>more</b>')).toBeVisible();
  expect(await api.get<Instance>(`/v1/instances/${id}`)).toMatchObject({
    description: 'Orders & <b>more</b>',
    labels: { team: 'payments' },
    spec: { deletion_protection: true },
  });
});

test('an instance gets another name, unless that is taken or none', async ({ page, enter, world, api }) => {
  const id = await create(api, world, 'renamed-faces');
  await create(api, world, 'taken-faces');
  await enter();
  await open(page, world, id);
  await edit(page);
  const name = dialog(page).getByLabel('Name');
  await name.fill('Not a name');
  await expect(dialog(page).getByText('1 to 63 lower-case letters')).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await name.fill('taken-faces');
  await save(page).click();
  await expect(dialog(page).getByText('there is another instance named `taken-faces`')).toBeVisible();
  await expect(dialog(page).getByRole('alert')).toHaveCount(0);
  await expect(name).toHaveValue('taken-faces');
  await name.fill('other-faces');
  await save(page).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'other-faces', level: 1 })).toBeVisible();
  expect(await named(api, world, 'renamed-faces')).toEqual([]);
  expect(await named(api, world, 'other-faces')).toMatchObject([{ id }]);
});

test('what somebody else changed meanwhile is not overwritten', async ({ page, enter, world, api }) => {
  const id = await create(api, world, 'settings-twice');
  await enter();
  await open(page, world, id);
  await edit(page);
  expect((await api.call('PATCH', `/v1/instances/${id}`, { description: 'theirs' })).status).toBe(200);
  const description = dialog(page).getByLabel('Description');
  await expect(description).toHaveValue('');
  await description.fill('mine');
  await save(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText('Changed meanwhile');
  expect(await api.get<Instance>(`/v1/instances/${id}`)).toMatchObject({ description: 'theirs' });
  await dialog(page).getByRole('button', { name: 'Show what it is now' }).click();
  await expect(description).toHaveValue('theirs');
  await description.fill('both');
  await save(page).click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await api.get<Instance>(`/v1/instances/${id}`)).toMatchObject({ description: 'both' });
});

test('an instance that is gone meanwhile cannot be changed', async ({ page, enter, world, api }) => {
  const id = await create(api, world, 'gone-meanwhile');
  await enter();
  await open(page, world, id);
  await edit(page);
  await dialog(page).getByLabel('Description').fill('too late');
  await api.call('DELETE', `/v1/instances/${id}`);
  await expect.poll(async () => (await api.call('GET', `/v1/instances/${id}`)).status).toBeGreaterThan(400);
  await save(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText('deleted');
});

test('an instance is deleted, unless it is protected', async ({ page, enter, world, api }) => {
  const name = 'deleted-faces';
  const id = await create(api, world, name);
  await enter();
  await open(page, world, id);
  const remove = page.getByRole('button', { name: 'Delete instance' });
  await remove.click();
  await expect(dialog(page)).toContainText('There is no way back');
  // Somebody protects it while the dialog is open.
  const protect = (on: boolean) => api.call('PATCH', `/v1/instances/${id}`, { deletion_protection: on });
  expect((await protect(true)).status).toBe(200);
  await confirm(page, name, 'Delete instance');
  await expect(dialog(page).getByRole('alert')).toContainText('deletion_protected');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expectBlocked(page, remove, 'Deletion protection is on');
  expect((await protect(false)).status).toBe(200);
  await expect(remove).not.toHaveAttribute('aria-disabled', 'true');
  await remove.click();
  await expectAway(page, dialog(page), () => confirm(page, name, 'Delete instance'));
  expect((await api.call('GET', `/v1/instances/${id}`)).status).toBe(200);
  await dialog(page).getByRole('button', { name: 'Delete instance', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  await expect.poll(async () => (await named(api, world, name)).length).toBe(0);
});

test('a viewer may neither create, change nor delete an instance', async ({ page, enter, world }) => {
  await enter(world.viewer);
  await page.goto(`${world.url}/orgs/${world.org}/instances`);
  await expectDenied(page, page.getByRole('button', { name: 'Create instance' }), 'instance.create');
  await open(page, world, world.instance);
  await expectDenied(page, page.getByRole('button', { name: 'Edit', exact: true }), 'instance.update');
  await expectDenied(page, page.getByRole('button', { name: 'Delete instance' }), 'instance.delete');
  // What one may not see is said where it would be, and is no error.
  await expect(page.getByText('Your role does not include audit.read')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  // Nor by going straight to the form.
  await page.goto(`${world.url}/orgs/${world.org}/instances/new`);
  await expectDenied(page, page.getByRole('button', { name: 'Create instance' }), 'instance.create');
});
