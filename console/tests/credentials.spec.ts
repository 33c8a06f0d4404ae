// Credentials beyond the first page.
import { expect, test } from './fixtures';
import { newCredential, newInstance } from './instance';

test('all credentials can be reached, a page at a time', async ({ page, enter, world, api }) => {
  const { id } = await newInstance(api, world);
  const names = Array.from({ length: 21 }, (_, place) => `client-${String(place).padStart(2, '0')}`);
  for (const name of names) await newCredential(api, id, name);
  await enter();
  await page.goto(`${world.url}/instances/${id}/credentials?size=20`);
  const links = page.getByRole('link', { name: /^client-/ });
  await expect(links).toHaveText(names.slice(0, 20));
  await expect(page.getByRole('button', { name: 'First page' })).toBeDisabled();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(links).toHaveText(names.slice(20));
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
  await page.reload();
  await expect(links).toHaveText(names.slice(20));
  await page.getByRole('button', { name: 'First page' }).click();
  await expect(links).toHaveText(names.slice(0, 20));
});
