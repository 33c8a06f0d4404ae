// Signing in, signing out, and what becomes of a session that ended.
import { expect, fillSignIn, test } from './fixtures';

test('one signs in, and out again', async ({ page, world }) => {
  await page.goto('');
  await fillSignIn(page, world.owner);
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await page.goto(`orgs/${world.org}/instances`);
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('a wrong password says so, with a request id to give to somebody who helps', async ({ page, world }) => {
  await page.goto('sign-in');
  await fillSignIn(page, { ...world.owner, password: 'not the password' });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Request id');
  await expect(page.getByLabel('E-mail address')).toHaveValue(world.owner.email);
});

test('no script can read the session, and nothing is kept where scripts can', async ({
  page,
  context,
  enter,
  world,
}) => {
  await enter();
  await page.goto(`orgs/${world.org}/instances`);
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === 'millrace_session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const readable = await page.evaluate(() => [
    document.cookie,
    ...Object.values(localStorage as Record<string, string>),
    ...Object.values(sessionStorage as Record<string, string>),
  ]);
  expect(readable.join()).not.toContain(session?.value);
});

test('who is signed out meanwhile signs in and is back where they were', async ({
  page,
  context,
  enter,
  world,
}) => {
  await enter();
  const place = `/orgs/${world.org}/instances`;
  await page.goto(`${world.url}${place}`);
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText('Sign in, and you go on to the page you asked for.')).toBeVisible();
  await fillSignIn(page, world.owner);
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  await expect(page).toHaveURL(`${world.url}${place}`);
});

test('two tabs share a session, and one signing out ends it in both', async ({
  page,
  context,
  enter,
  world,
}) => {
  await enter();
  const place = `${world.url}/orgs/${world.org}/instances`;
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(place);
    await expect(tab.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  }
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  // The other one finds out when it next reads its list.
  await expect(other.getByLabel('Password')).toBeVisible();
});

test('a sign-in leads to no other site', async ({ page, world }) => {
  await page.goto('sign-in?next=//example.com/');
  await fillSignIn(page, world.owner);
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(new URL(world.url).origin);
});

test('while the server is away, the sign-in screen says so and keeps what was typed', async ({
  page,
  world,
}) => {
  await page.goto('sign-in');
  await page.route('**/v1/sessions', (route) => route.abort('connectionrefused'));
  await fillSignIn(page, world.owner);
  await expect(page.getByRole('alert')).toContainText('No connection');
  await page.unroute('**/v1/sessions');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
});
