// Each change of a credential when it succeeds, is not allowed, conflicts, is invalid, finds no server.
import type { Page } from '@playwright/test';
import type { Api } from './api';
import { violations } from './axe';
import { confirm, dialog, expectAway, expectDenied } from './faces';
import { expect, test } from './fixtures';
import type { World } from './world';

interface Credential {
  id: string;
  name: string;
  keys: { id: string; expires_at: string | null }[];
  grants: { resource: string; name: string }[];
}

const path = (world: World, id = '') => `/v1/instances/${world.instance}/credentials${id && `/${id}`}`;
const create = (api: Api, world: World, name: string) =>
  api.post<Credential>(path(world), { name, preset: 'produce_consume' });
const read = (api: Api, world: World, id: string) => api.get<Credential>(path(world, id));
const open = (page: Page, world: World, id = '') =>
  page.goto(`${world.url}/instances/${world.instance}/credentials${id && `/${id}`}`);

const DAY_MS = 86_400_000;

/** Takes the secret that is shown once, and says that it is saved. */
async function takeSecret(page: Page): Promise<string> {
  const secret = await dialog(page).getByRole('textbox', { name: 'Secret (password)' }).inputValue();
  const done = dialog(page).getByRole('button', { name: 'Done' });
  await expect(done).toBeDisabled();
  await page.keyboard.press('Escape');
  await dialog(page).getByLabel('I have saved it').check();
  await done.click();
  await expect(dialog(page)).toHaveCount(0);
  expect(secret.length).toBeGreaterThan(20);
  expect(await page.content()).not.toContain(secret);
  return secret;
}

test('a credential is created, and its secret shown once', async ({ page, enter, world, api }) => {
  const name = 'created-faces';
  await enter();
  await open(page, world, 'new');
  const field = page.getByLabel('Name', { exact: false }).first();
  const submit = page.getByRole('button', { name: 'Create credential' });
  await field.fill('Not a name');
  await expect(page.getByText('1 to 63 lower-case letters')).toBeVisible();
  await field.fill('browser-suite');
  await submit.click();
  await expect(page.getByText(/another credential named/)).toBeVisible();
  await field.fill(name);
  await page.getByRole('radio', { name: 'Own grants' }).check();
  await page.getByRole('textbox', { name: 'Names' }).fill('no such name!');
  await submit.click();
  await expect(page.getByRole('alert')).toContainText('/grants/0');
  await page.getByRole('textbox', { name: 'Names' }).fill('orders');
  await expectAway(page, page.locator('main'), () => submit.click());
  await expect(field).toHaveValue(name);
  await submit.click();
  await takeSecret(page);
  await expect(page.getByRole('link', { name })).toBeVisible();
  const { items } = await api.get<{ items: Credential[] }>(path(world));
  const made = items.filter((credential) => credential.name === name);
  expect(made.map(({ grants }) => grants.map((grant) => grant.name))).toEqual([['orders']]);
});

test('grants are changed; what is wrong with them is said in the dialog', async ({
  page,
  enter,
  world,
  api,
}) => {
  const { id } = await create(api, world, 'grants-faces');
  await enter();
  await open(page, world, id);
  const edit = page.getByRole('button', { name: 'Edit grants' });
  const save = dialog(page).getByRole('button', { name: 'Save grants' });
  const first = dialog(page).getByRole('textbox', { name: 'Names' }).first();
  await edit.click();
  await first.fill('');
  await expect(save).toBeDisabled();
  await first.fill('no such name!');
  await save.click();
  await expect(dialog(page).getByRole('alert')).toContainText('/grants/0');
  await first.fill('payments');
  await expectAway(page, dialog(page), () => save.click());
  await expect(first).toHaveValue('payments');
  await save.click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('gridcell', { name: 'payments' })).toBeVisible();
  expect((await read(api, world, id)).grants.map(({ name }) => name)).toContain('payments');
  // Somebody deletes the credential while its grants are edited.
  await edit.click();
  await first.fill('too-late');
  expect((await api.call('DELETE', path(world, id))).status).toBe(204);
  await save.click();
  await expect(dialog(page).getByRole('alert')).toContainText('not_found');
});

test('a second key is created, and one revoked', async ({ page, enter, world, api }) => {
  const { id, keys } = await create(api, world, 'keys-faces');
  const [old = ''] = keys.map((key) => key.id);
  await enter();
  await open(page, world, id);
  const add = page.getByRole('button', { name: 'Create second key' });
  await add.click();
  const expiry = dialog(page).getByLabel('Expires');
  const submit = dialog(page).getByRole('button', { name: 'Create key' });
  await expiry.selectOption('In 30 days');
  await expectAway(page, dialog(page), () => submit.click());
  await expect(expiry).toHaveValue('30');
  await submit.click();
  await takeSecret(page);
  await expect(add).toHaveAttribute('aria-disabled', 'true');
  const after = (await read(api, world, id)).keys;
  const added = after.find((key) => key.id !== old);
  const days = (Date.parse(added?.expires_at ?? '') - Date.now()) / DAY_MS;
  expect(Math.abs(days - 30)).toBeLessThan(0.1);
  expect(after.find((key) => key.id === old)?.expires_at ?? null).toBeNull();
  const both = after.map((key) => key.id);
  expect(both).toHaveLength(2);
  await page.getByRole('button', { name: `Revoke ${old}` }).click();
  await expectAway(page, dialog(page), () => confirm(page, old, 'Revoke'));
  expect((await read(api, world, id)).keys).toHaveLength(2);
  await dialog(page).getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Revoke ${old}` })).toHaveCount(0);
  const left = (await read(api, world, id)).keys.map((key) => key.id);
  expect(left).toEqual(both.filter((key) => key !== old));
});

test('a key that somebody else added or revoked meanwhile is said', async ({ page, enter, world, api }) => {
  const { id, keys } = await create(api, world, 'keys-meanwhile');
  const [old = ''] = keys.map((key) => key.id);
  await enter();
  await open(page, world, id);
  const add = page.getByRole('button', { name: 'Create second key' });
  await expect(add).toBeEnabled();
  // What the page has read stays as it is: it finds out from the refusal.
  await page.route(`**${path(world, id)}`, (route) => route.abort('connectionrefused'));
  await api.post(`${path(world, id)}/keys`, {});
  await add.click();
  await dialog(page).getByRole('button', { name: 'Create key' }).click();
  await expect(dialog(page).getByRole('alert').filter({ hasText: 'wrong_state' })).toContainText(
    'revoke one of them',
  );
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: `Revoke ${old}` }).click();
  expect((await api.call('DELETE', `${path(world, id)}/keys/${old}`)).status).toBe(204);
  await confirm(page, old, 'Revoke');
  await expect(dialog(page).getByRole('alert')).toContainText('not_found');
});

test('a credential is deleted', async ({ page, enter, world, api }) => {
  const name = 'deleted-faces';
  const { id } = await create(api, world, name);
  await enter();
  await open(page, world, id);
  await page.getByRole('button', { name: 'Delete credential' }).click();
  await expect(dialog(page)).toContainText('It has never been used.');
  await expectAway(page, dialog(page), () => confirm(page, name, 'Delete credential'));
  expect((await api.call('GET', path(world, id))).status).toBe(200);
  await dialog(page).getByRole('button', { name: 'Delete credential', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Credentials', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'browser-suite' })).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
  expect((await api.call('GET', path(world, id))).status).toBeGreaterThanOrEqual(404);
});

test('a credential that is gone meanwhile says so when it is deleted', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'gone-faces';
  const { id } = await create(api, world, name);
  await enter();
  await open(page, world, id);
  await page.getByRole('button', { name: 'Delete credential' }).click();
  expect((await api.call('DELETE', path(world, id))).status).toBe(204);
  await confirm(page, name, 'Delete credential');
  await expect(dialog(page).getByRole('alert')).toContainText('not_found');
});

test('a viewer may change nothing about credentials', async ({ page, enter, world }) => {
  await enter(world.viewer);
  await open(page, world);
  await expectDenied(page, page.getByRole('button', { name: 'Create credential' }), 'credential.create');
  await open(page, world, world.credential);
  for (const [button, action] of [
    ['Create second key', 'credential.key.create'],
    ['Edit grants', 'credential.update'],
    ['Delete credential', 'credential.delete'],
  ] as const) {
    await expectDenied(page, page.getByRole('button', { name: button }), action);
  }
  await expectDenied(page, page.getByRole('button', { name: /^Revoke / }), 'credential.key.revoke');
  await open(page, world, 'new');
  await expectDenied(page, page.getByRole('button', { name: 'Create credential' }), 'credential.create');
});

test('of two who edit the same grants, the second looks at what the first did', async ({
  page,
  context,
  enter,
  world,
  api,
}) => {
  const { id } = await create(api, world, 'grants-twice');
  await enter();
  const names = (page: Page) => dialog(page).getByRole('textbox', { name: 'Names' }).first();
  const save = (page: Page) => dialog(page).getByRole('button', { name: 'Save grants' }).click();
  const begin = async (page: Page) => {
    await open(page, world, id);
    await page.getByRole('button', { name: 'Edit grants' }).click();
  };
  const held = async () => (await read(api, world, id)).grants.map(({ name }) => name);
  const second = await context.newPage();
  await begin(page);
  await begin(second);
  await names(page).fill('first');
  await save(page);
  await expect(dialog(page)).toHaveCount(0);
  await names(second).fill('second');
  await save(second);
  await expect(dialog(second).getByRole('alert')).toContainText('Changed meanwhile');
  expect(await violations(second)).toEqual([]);
  expect(await held()).toContain('first');
  // It is begun anew, and then saved.
  await dialog(second).getByRole('button', { name: 'Show what it is now' }).click();
  await expect(names(second)).toHaveValue('first');
  await expect(dialog(second).getByRole('alert')).toHaveCount(0);
  await names(second).fill('second');
  await save(second);
  await expect(dialog(second)).toHaveCount(0);
  expect(await held()).toContain('second');
  expect(await held()).not.toContain('first');
});
