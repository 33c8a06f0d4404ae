// What a browser has to fetch before it shows anything stays small.
import { gzipSync } from 'node:zlib';
import { atMost } from './bar';
import { expect, test } from './fixtures';

const MOST_KB = 250;

test('the JavaScript of the first page is small', async ({ page }) => {
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto('sign-in');
  await expect(page.getByLabel('Password')).toBeVisible();
  const bodies = await Promise.all(scripts.values());
  const kilobytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1_000;
  expect(bodies.length, 'no script was seen: the test looks at the wrong thing').toBeGreaterThan(0);
  atMost('JavaScript of the first page, gzip', Math.ceil(kilobytes), MOST_KB, ' kB');
});

test('files come compressed, and are kept by the browser for good', async ({ page, world }) => {
  const asset = page.waitForResponse((response) => response.url().startsWith(`${world.url}/assets/index-`));
  await page.goto('sign-in');
  const headers = await (await asset).allHeaders();
  expect(headers['content-encoding']).toMatch(/^(br|gzip)$/);
  expect(headers['cache-control']).toContain('immutable');
});
