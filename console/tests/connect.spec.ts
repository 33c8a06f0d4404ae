// The drawer that shows how a client connects: from anywhere in an instance, with a credential made on the way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expectDenied } from './faces';
import { expect, test } from './fixtures';
import { newInstance } from './instance';
import { Kcat } from './kcat';

const drawer = (page: Page) => page.getByRole('dialog', { name: 'Connect a client' });
const opener = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Connect a client' });

async function save(page: Page, button: string, directory: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    drawer(page).getByRole('button', { name: button }).click(),
  ]);
  const path = join(directory, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

test('the drawer opens on any page of an instance and stays from one to the next', async ({
  page,
  enter,
  world,
}) => {
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/topics`);
  // What was typed and not yet sent stays.
  const filter = page.getByLabel('Filter by name', { exact: true });
  await filter.fill('orders');
  await opener(page).click();
  await expect(drawer(page)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Connect a client' })).toBeFocused();
  await expect(filter).toHaveValue('orders');
  await expect(page).toHaveURL(/connect=kcat/);
  await drawer(page).getByRole('button', { name: 'Python' }).click();
  await expect(drawer(page).getByText('pip install confluent-kafka')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Credentials', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Credentials', level: 1 })).toBeVisible();
  await expect(drawer(page).getByText('pip install confluent-kafka')).toBeVisible();
  await page.reload();
  await expect(drawer(page).getByText('pip install confluent-kafka')).toBeVisible();
  // It belongs to the instance: elsewhere it is gone.
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  await expect(drawer(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/connect=/);
});

test('keys alone open and close the drawer, and the focus comes back', async ({ page, enter, world }) => {
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/groups`);
  await opener(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Connect a client' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toHaveCount(0);
  await expect(opener(page)).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('connect');
  await expect(page.getByRole('option', { name: /Connect a client/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(drawer(page)).toBeVisible();
});

test('what one looks at is what the snippets are for', async ({ page, enter, world, api }) => {
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/topics/${world.topic}?connect=kcat`);
  await expect(drawer(page).getByText(`kcat -F kcat.conf -t ${world.topic}`)).toBeVisible();
  const path = `/instances/${world.instance}/credentials/${world.credential}`;
  const { keys } = await api.get<{ keys: { id: string }[] }>(`/v1${path}`);
  await page.goto(`${world.url}${path}?connect=kcat`);
  await expect(drawer(page).getByText(`sasl.username=${keys[0]?.id ?? 'none'}`)).toBeVisible();
});

test('a credential made in the drawer works as shown, and its secret is not lost by accident', async ({
  page,
  enter,
  world,
  api,
}) => {
  const instance = await newInstance(api, world);
  await api.post(`/v1/instances/${instance.id}/topics`, { name: 'hello', partitions: 1 });
  await enter();
  await page.goto(`${world.url}/instances/${instance.id}/topics?connect=kcat`);
  await expect(drawer(page).getByText('There is no credential yet')).toBeVisible();
  await drawer(page).getByRole('textbox', { name: 'Name' }).fill('orders');
  await drawer(page).getByLabel('It may').selectOption('Produce and consume');
  await drawer(page).getByRole('button', { name: 'Create credential' }).click();
  await expect(drawer(page).getByText('The secret of orders is filled in below, this once.')).toBeVisible();
  const file = drawer(page).getByText(/sasl\.password=mr_/);
  await expect(file).toBeVisible();
  const secret = /sasl\.password=(\S+)/.exec(await file.innerText())?.[1] ?? '';
  expect(secret).toMatch(/^mr_/);
  // Not taken along yet: neither closing nor leaving loses it without a question.
  const question = page.getByRole('dialog', { name: 'Leave without the secret?' });
  await drawer(page).getByRole('button', { name: 'Close: Connect a client' }).click();
  await question.getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('link', { name: 'Instances', exact: true }).first().click();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(drawer(page)).toBeVisible();
  const directory = mkdtempSync(join(tmpdir(), 'millrace-connect-'));
  try {
    await save(page, 'Download kcat.conf', directory);
    await save(page, 'Download ca.pem', directory);
    await expect(drawer(page).getByText('You have taken the secret of orders along.')).toBeVisible();
    await drawer(page).getByRole('button', { name: 'Test from here' }).click();
    await expect(drawer(page).getByText('Written to hello')).toBeVisible();
    const read = await Kcat.run(['-F', 'kcat.conf', '-q', '-t', 'hello', '-C', '-c', '1'], {}, directory);
    expect(read).toContain('Hello from the Millrace console');
  } finally {
    rmSync(directory, { recursive: true });
  }
  await drawer(page).getByRole('button', { name: 'Close: Connect a client' }).click();
  await expect(drawer(page)).toHaveCount(0);
  // Shown this once: it is nowhere any more.
  await opener(page).click();
  await expect(drawer(page).getByText(/sasl\.password=API_KEY/)).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test('what cannot be a name, a name that is taken and a server that is away are said in the drawer', async ({
  page,
  enter,
  world,
  api,
}) => {
  const instance = await newInstance(api, world);
  const path = `/v1/instances/${instance.id}/credentials`;
  await api.post(path, { name: 'taken', preset: 'consume' });
  await enter();
  await page.goto(`${world.url}/instances/${instance.id}?connect=kcat`);
  await drawer(page).getByRole('button', { name: 'New', exact: true }).click();
  const name = drawer(page).getByRole('textbox', { name: 'Name' });
  const create = drawer(page).getByRole('button', { name: 'Create credential' });
  await name.fill('Not A Name');
  await expect(drawer(page).getByText('1 to 63 lower-case letters')).toBeVisible();
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await name.fill('taken');
  await create.click();
  await expect(name).toHaveAccessibleDescription(/taken/);
  await expect(name).toHaveValue('taken');
  await page.route(`**${path}`, (route) =>
    route.request().method() === 'POST' ? route.abort('connectionrefused') : route.continue(),
  );
  await name.fill('later');
  await create.click();
  await expect(drawer(page).getByRole('alert')).toContainText('No connection');
  await expect(name).toHaveValue('later');
  await page.unroute(`**${path}`);
  await create.click();
  await expect(drawer(page).getByText('The secret of later is filled in below')).toBeVisible();
});

test('who may not make credentials reads why, and connects with what there is', async ({
  page,
  enter,
  world,
}) => {
  await enter(world.viewer);
  await page.goto(`${world.url}/instances/${world.instance}?connect=kcat`);
  const create = drawer(page).getByRole('button', { name: 'New', exact: true });
  await expectDenied(page, create, 'credential.create');
  await expect(drawer(page).getByText(/sasl\.password=API_KEY/)).toBeVisible();
});
