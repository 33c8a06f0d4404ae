// Home: what goes through each instance, and how to begin while there is none.
import { violations } from './axe';
import { expect, test } from './fixtures';

test('each instance shows its traffic, asked for only where it is looked at', async ({
  page,
  enter,
  world,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const [address = ''] = request.url().split('?');
    if (address.endsWith('/usage')) asked.push(address);
  });
  await enter();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${world.url}/orgs/${world.org}/instances`);
  const row = page.getByRole('row', { name: /demo/ });
  const traffic = row.getByText(/^\S+ \S+\/s in, \S+ \S+\/s out$/);
  await expect(traffic).toBeVisible();
  const own = `${world.url}/v1/instances/${world.instance}/usage`;
  expect(asked).toContain(own);
  // In a window too low for the list, nothing is asked for.
  await page.setViewportSize({ width: 1280, height: 120 });
  asked.length = 0;
  await page.reload();
  await expect(row).toBeAttached();
  await expect(row.getByText('…')).toBeAttached();
  expect(asked).not.toContain(own);
  await row.scrollIntoViewIfNeeded();
  await expect(traffic).toBeVisible();
});

test('an organisation without instances shows three ways to begin', async ({ page, enter, world, api }) => {
  const { id } = await api.post<{ id: string }>('/v1/orgs', { name: `empty-${Date.now().toString(36)}` });
  await api.post(`/v1/orgs/${id}/members`, { email: world.owner.email, role: 'owner' });
  await enter();
  await page.goto(`${world.url}/orgs/${id}/instances`);
  await expect(page.getByRole('heading', { name: 'Create one here' })).toBeVisible();
  await expect(page.getByText(`'${world.url}/v1/orgs/${id}/instances'`)).toBeVisible();
  await expect(page.getByRole('link', { name: 'API reference' })).toHaveAttribute(
    'href',
    `${world.url}/docs/`,
  );
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create instance' }).click();
  await expect(page.getByRole('heading', { name: 'Create instance', level: 1 })).toBeVisible();
});
