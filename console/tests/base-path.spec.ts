// The console below a path, as behind a proxy that serves other things as well: every screen, and a change of each
// kind. `MILLRACE_CONSOLE_BASE_PATH=/a/path scripts/console test` runs the whole suite so.
import { Api } from './api';
import { expect, fillSignIn, test } from './fixtures';
import { declaredRoutes, filled } from './routes';
import { startStack } from './stack';
import { createWorld } from './world';

const BASE = '/kafka/console';

test(`all of it works below ${BASE}`, async ({ page, context, watch }) => {
  test.setTimeout(300_000);
  const stack = await startStack(['--base-path', BASE], BASE);
  watch.home = new URL(stack.url).origin;
  try {
    const world = await createWorld(stack);
    const paths = new Set<string>();
    page.on('request', (request) => paths.add(new URL(request.url()).pathname));
    const place = `${stack.url}/orgs/${world.org}/instances`;
    await page.goto(place);
    await fillSignIn(page, world.owner);
    await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
    await expect(page).toHaveURL(place);
    const cookies = await context.cookies();
    expect(cookies.find(({ name }) => name === 'millrace_session')?.path).toMatch(/^\/kafka\/console\/?$/);
    for (const route of declaredRoutes().filter((route) => route !== '/sign-in')) {
      await page.goto(`${stack.url}${filled(route, world)}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByLabel('Loading…')).toHaveCount(0);
      await expect(page.getByRole('alert')).toHaveCount(0);
    }
    // A change that sends, one that replaces, one that takes away; and what the server sends by itself.
    const topic = `${stack.url}/instances/${world.instance}/topics/${world.topic}`;
    await page.goto(`${topic}?follow=true`);
    await expect(page.getByText('Waiting for messages…')).toBeVisible();
    await page.getByRole('button', { name: 'Produce message' }).click();
    await page.getByRole('textbox', { name: 'Value', exact: true }).fill('below a path');
    await page.getByRole('button', { name: 'Produce', exact: true }).click();
    await expect(page.getByRole('cell', { name: 'below a path' })).toBeVisible();
    await page.goto(`${stack.url}/orgs/${world.org}/organisation`);
    await page.getByLabel(`Role of ${world.viewer.email}`).selectOption('developer');
    await expect(page.getByText(`${world.viewer.email} is developer now`)).toBeVisible();
    await page.getByRole('button', { name: `Remove ${world.viewer.email}` }).click();
    await page.getByLabel(`Type ${world.viewer.email} to confirm`).fill(world.viewer.email);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText(`${world.viewer.email} is no longer a member`)).toBeVisible();
    const { email, password } = world.dev.admin;
    const api = await Api.signIn(stack, email, password);
    const { items } = await api.get<{ items: { email: string }[] }>(`/v1/orgs/${world.org}/members`);
    expect(items.map((member) => member.email)).not.toContain(world.viewer.email);
    await page.getByRole('button', { name: /^Account:/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByLabel('Password')).toBeVisible();
    const outside = [...paths].filter((path) => !path.startsWith(`${BASE}/`));
    expect(paths.size, 'no request was seen: the test looks at the wrong thing').toBeGreaterThan(0);
    expect(outside, 'requests outside of the base path').toEqual([]);
  } finally {
    // What it still loads would fail once nobody answers.
    await page.goto('about:blank');
    await stack.stop();
  }
});
