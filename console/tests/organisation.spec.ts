// The organisation's screen: each change when it succeeds, is not allowed, conflicts, is invalid, finds no server.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectDenied } from './faces';
import { expect, test } from './fixtures';
import { HOSTILE, type World } from './world';

const open = (page: Page, world: World) => page.goto(`${world.url}/orgs/${world.org}/organisation`);
const dialog = (page: Page) => page.getByRole('dialog');

async function createToken(page: Page, name: string) {
  await page.getByRole('button', { name: 'Create token' }).click();
  await dialog(page).getByLabel('Name').fill(name);
  await dialog(page).getByRole('button', { name: 'Create token' }).click();
}

test('a token is shown once, works, and stops when it is revoked', async ({ page, enter, world }) => {
  await enter();
  await open(page, world);
  await createToken(page, 'deploy');
  const done = dialog(page).getByRole('button', { name: 'Done' });
  await expect(done).toBeDisabled();
  await page.keyboard.press('Escape');
  const secret = await dialog(page).getByRole('textbox', { name: 'API token' }).inputValue();
  expect(secret).toMatch(/^mrt_/);
  const asked = () =>
    fetch(`${world.url}/v1/orgs/${world.org}`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await asked()).status).toBe(200);
  await dialog(page).getByLabel('I have saved it').check();
  await done.click();
  await page.getByRole('button', { name: 'Revoke deploy' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Revoke' })).toBeDisabled();
  await dialog(page).getByLabel('Type deploy to confirm').fill('deploy');
  await dialog(page).getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Revoke deploy' })).toHaveCount(0);
  expect((await asked()).status).toBe(401);
  expect(await page.content()).not.toContain(secret);
});

test('a member is added, gets another role and is removed', async ({ page, enter, world, api }) => {
  const email = 'newcomer@example.com';
  await api.post('/v1/users', { email, password: 'correct horse newcomer', name: HOSTILE[2] });
  await enter();
  await open(page, world);
  await page.getByRole('button', { name: 'Add member' }).click();
  await dialog(page).getByLabel('E-mail address').fill(email);
  await dialog(page).getByRole('button', { name: 'Add member' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await page.getByLabel(`Role of ${email}`).selectOption('admin');
  await expect(page.getByText(`${email} is admin now`)).toBeVisible();
  // The same person again is a conflict, and what was typed stays.
  await page.getByRole('button', { name: 'Add member' }).click();
  await dialog(page).getByLabel('E-mail address').fill(email);
  await dialog(page).getByRole('button', { name: 'Add member' }).click();
  await expect(dialog(page).getByRole('alert')).toBeVisible();
  await expect(dialog(page).getByLabel('E-mail address')).toHaveValue(email);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: `Remove ${email}` }).click();
  await dialog(page).getByLabel(`Type ${email} to confirm`).fill(email);
  await dialog(page).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByLabel(`Role of ${email}`)).toHaveCount(0);
});

test('what a viewer may not do is disabled, with the reason', async ({ page, enter, world }) => {
  await enter(world.viewer);
  await open(page, world);
  for (const name of ['Add member', 'Create token', `Remove ${world.owner.email}`]) {
    const button = page.getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
  }
  await expect(page.getByLabel(`Role of ${world.owner.email}`)).toBeDisabled();
  await expectDenied(page, page.getByRole('button', { name: 'Add member' }), 'member.add');
});

test('what is invalid, and a server that is away, are said in the dialog', async ({
  page,
  enter,
  world,
  api,
}) => {
  await api.post(`/v1/orgs/${world.org}/tokens`, { name: 'taken', role: 'viewer' });
  await enter();
  await open(page, world);
  await createToken(page, 'taken');
  await expect(dialog(page).getByText(/there is another .* named `taken`/)).toBeVisible();
  await expect(dialog(page).getByRole('alert')).toHaveCount(0);
  await dialog(page).getByLabel('Name').fill('x'.repeat(64));
  await expect(dialog(page).getByText('1 to 63 lower-case letters')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Create token' })).toBeDisabled();
  await page.route('**/v1/orgs/*/tokens', (route) => route.abort('connectionrefused'));
  await dialog(page).getByLabel('Name').fill('kept');
  await dialog(page).getByRole('button', { name: 'Create token' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('No connection');
  await expect(dialog(page).getByLabel('Name')).toHaveValue('kept');
});

test('hostile names are nothing but text', async ({ page, enter, world }) => {
  await enter();
  await open(page, world);
  await expect(page.getByRole('gridcell', { name: HOSTILE[0] })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: HOSTILE[1] })).toBeVisible();
  await expect(page).toHaveTitle('Organisation · Millrace');
});

test('the activity shows what was done, and its filters are part of the address', async ({
  page,
  enter,
  world,
}) => {
  await enter();
  await page.goto(`${world.url}/orgs/${world.org}/activity`);
  await page.getByLabel('What', { exact: true }).fill('member.add');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page).toHaveURL(/action=member\.add/);
  await expect(page.getByRole('gridcell', { name: 'member.add', exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('What', { exact: true })).toHaveValue('member.add');
  await expect(page.getByRole('gridcell', { name: 'member.add', exact: true }).first()).toBeVisible();
  for (const [name, ending] of [
    ['CSV', 'csv'],
    ['JSON lines', 'ndjson'],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Export ${name}` }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`activity.${ending}`);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    const events = ending === 'csv' ? lines.slice(1) : lines;
    expect(events.length, 'the world has at least two members').toBeGreaterThanOrEqual(2);
    expect(events.filter((event) => !event.includes('"member.add"'))).toEqual([]);
  }
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/action=/);
});

test('one changes the own password, and a wrong one says so', async ({ page, enter, world, api }) => {
  const person = { email: 'changer@example.com', password: 'correct horse changer' };
  await api.post('/v1/users', { ...person, name: 'Changer' });
  await api.post(`/v1/orgs/${world.org}/members`, { email: person.email, role: 'viewer' });
  await enter(person);
  await page.goto(`${world.url}/password`);
  const change = async (current: string, wanted: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill(wanted);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not it', 'another horse battery');
  await expect(page.getByRole('alert')).toBeVisible();
  await change(person.password, 'another horse battery');
  await expect(page.getByText('Your password is changed')).toBeVisible();
});
