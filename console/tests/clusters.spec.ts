// The operators' screen: which clusters there are and what they carry.
import { expect, test } from './fixtures';

interface Clusters {
  items: { id: string; brokers: number; partitions: { granted: number; capacity: number } }[];
}

test('an operator sees the clusters as the API has them', async ({ page, enter, world, api }) => {
  const { items } = await api.get<Clusters>('/v1/clusters');
  expect(items.length).toBeGreaterThan(0);
  await enter(world.dev.admin);
  await page.goto(`${world.url}/orgs/${world.org}/instances`);
  await page.getByRole('link', { name: 'Clusters' }).click();
  await expect(page).toHaveURL(`${world.url}/clusters`);
  for (const { id, partitions } of items) {
    const line = page.getByRole('row').filter({ hasText: id });
    await expect(line).toContainText('Ready');
    const { granted, capacity } = partitions;
    await expect(line).toContainText(`${granted.toLocaleString('en')} of ${capacity.toLocaleString('en')}`);
  }
});

test('others are told that it is for operators, and nothing leads them there', async ({
  page,
  enter,
  world,
}) => {
  let asked = 0;
  page.on('request', (request) => (asked += Number(request.url().endsWith('/v1/clusters'))));
  await enter(world.owner);
  await page.goto(`${world.url}/clusters`);
  await expect(page.getByRole('heading', { name: 'Operators only' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Activity' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Clusters' })).toHaveCount(0);
  expect(asked).toBe(0);
});

test('while the server is away, the last numbers stay and say that they are old', async ({
  page,
  enter,
  world,
}) => {
  await enter(world.dev.admin);
  await page.route('**/v1/clusters*', (route) => route.abort('connectionrefused'));
  await page.goto(`${world.url}/clusters`);
  await expect(page.getByRole('alert')).toContainText('No connection');
  await page.unroute('**/v1/clusters*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Kafka ', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.route('**/v1/clusters*', (route) => route.abort('connectionrefused'));
  await expect(page.getByRole('alert')).toContainText('No connection');
  await expect(page.getByText('Kafka ', { exact: false }).first()).toBeVisible();
});
