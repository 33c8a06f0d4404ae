// The checklist of a new instance ticks by what clients really do.
import { expect, test } from './fixtures';
import { newCredential, newInstance } from './instance';
import { type Access, consume, Kcat, settingsOf } from './kcat';

test('a failed sign-in is told while it lasts, and the first consumer ticks', async ({
  page,
  enter,
  world,
  api,
}) => {
  const { id, connection } = await newInstance(api, world);
  await api.post(`/v1/instances/${id}/topics`, { name: 'hello', partitions: 1 });
  const { secret } = await newCredential(api, id, 'orders');
  const { ca_file } = world.dev.demo;
  const good: Access = { bootstrap: connection?.bootstrap ?? '', ca_file, ...secret };
  await enter();
  await page.goto(`${world.url}/instances/${id}`);
  const failures = page.getByRole('status', { name: 'Failed sign-ins' });
  await expect(page.getByText('Waiting for a client')).toBeVisible();
  await expect(page.getByText('Waiting for a consumer')).toBeVisible();
  await expect(failures).toBeEmpty();
  const mistyped = good.api_key.slice(0, -1) + (good.api_key.endsWith('x') ? 'y' : 'x');
  const wrong = { ...good, api_key: mistyped };
  await expect(Kcat.run(['-L', '-m', '5'], settingsOf(wrong))).rejects.toThrow();
  await expect(failures).toContainText(`Authentication failed for key ${good.key_id}: wrong secret`);
  await expect(failures).toContainText('Last good use: Never');
  await page.getByRole('button', { name: 'Produce test message' }).click();
  await expect(page.getByText(/Written to partition 0/)).toBeVisible();
  await consume(good, 'readers', 'hello', 1);
  await expect(page.getByRole('link', { name: 'Group readers' })).toBeVisible();
  // It is let in now: nothing is wrong any more.
  await expect(failures).toBeEmpty();
  await expect(page.getByText('Your first message made it. What next?')).toBeVisible();
});
