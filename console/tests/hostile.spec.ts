// Texts that others choose are shown as text, wherever they are shown.
import { expect, test } from './fixtures';
import { harm } from './harm';
import { Kcat, settingsOf } from './kcat';
import { HOSTILE } from './world';

test('groups and clients are shown as text', async ({ page, enter, world }) => {
  test.setTimeout(180_000);
  const { demo } = world.dev;
  const consumers = HOSTILE.map((text) =>
    Kcat.start(['-G', text, demo.topic], { ...settingsOf(demo), 'client.id': text }),
  );
  try {
    await Promise.all(consumers.map((consumer) => consumer.says(/assigned/)));
    await enter();
    const list = `${world.url}/instances/${world.instance}/groups`;
    for (const text of HOSTILE) {
      await page.goto(list);
      await page.getByRole('link', { name: text, exact: true }).click();
      await expect(page.getByRole('heading', { name: text, level: 1, exact: true })).toBeVisible();
      await expect(page.getByRole('gridcell').filter({ hasText: `${text} (` })).toBeVisible();
      await expect(page).toHaveTitle(`${text} · Millrace`);
      expect(await harm(page)).toEqual([]);
      // Its address holds it too.
      await page.reload();
      await expect(page.getByRole('heading', { name: text, level: 1, exact: true })).toBeVisible();
    }
  } finally {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }
});

test('names of instances, credentials and topics that are none are refused as they were typed', async ({
  page,
  enter,
  world,
}) => {
  await enter();
  const forms = [
    `orgs/${world.org}/instances/new`,
    `instances/${world.instance}/credentials/new`,
    `instances/${world.instance}/create-topic`,
  ];
  for (const path of forms) {
    await page.goto(`${world.url}/${path}`);
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    for (const text of [HOSTILE[0], HOSTILE[1], HOSTILE[5]]) {
      await name.fill(text);
      await name.press('Enter');
      await expect(name).toHaveAttribute('aria-invalid', 'true');
      await expect(name).toHaveValue(text);
      expect(await harm(page)).toEqual([]);
    }
  }
});

test('descriptions are shown as text', async ({ page, enter, world, api }) => {
  const name = (at: number) => `hostile-${at}`;
  // No longer than one may be.
  const descriptions = [HOSTILE.slice(0, 3).join(' '), HOSTILE.slice(3).join(' ')];
  await Promise.all(
    descriptions.map((description, at) =>
      api.post(`/v1/orgs/${world.org}/instances`, { name: name(at), plan: 'standard', description }),
    ),
  );
  await enter();
  await page.goto(`${world.url}/orgs/${world.org}/instances`);
  for (const [at, description] of descriptions.entries()) {
    const row = page.getByRole('row').filter({ hasText: name(at) });
    await expect(row.getByText(description, { exact: true })).toBeVisible();
  }
  expect(await harm(page)).toEqual([]);
});

test('a page that takes them for more than text is found', async ({ page, watch }) => {
  for (const text of [HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[5], `<a href='${HOSTILE[3]}'>x</a>`]) {
    await page.goto('sign-in');
    await expect(page.getByLabel('Password')).toBeVisible();
    expect(await harm(page)).toEqual([]);
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), text);
    expect(await harm(page)).not.toEqual([]);
  }
  await page.goto('sign-in');
  await expect(page.getByLabel('Password')).toBeVisible();
  await page.evaluate(() => (document.title = 'owned'));
  expect(await harm(page)).toEqual(['title: owned']);
  // What such a page tried, its policy stopped.
  await expect.poll(() => watch.peek('csp').length).toBeGreaterThan(0);
  watch.take();
});
