// The checks that all pages are held to do find what they look for.
import { violations } from './axe';
import { expect, test } from './fixtures';

test('an error on the console is found', async ({ page, watch }) => {
  await page.goto('sign-in');
  await page.evaluate(() => {
    // eslint-disable-next-line no-console -- it is what is to be found
    console.error('one');
    setTimeout(() => {
      throw new Error('two');
    });
  });
  await expect
    .poll(() => watch.peek('console'))
    .toEqual([expect.stringContaining('one'), expect.stringContaining('two')]);
  watch.take();
});

test('a violation of the content security policy is found', async ({ page, watch }) => {
  await page.goto('sign-in');
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red">styled</p>');
  });
  await expect.poll(() => watch.peek('csp')).toEqual([expect.stringContaining('style-src')]);
  watch.take();
});

test('a request to another origin is found', async ({ page, watch }) => {
  // The console's own pages cannot even try: their policy stops it.
  await page.goto('about:blank');
  await page.setContent('<img src="http://127.0.0.1:1/pixel.png" alt="">');
  await expect.poll(() => watch.peek('off-origin')).toEqual(['http://127.0.0.1:1/pixel.png']);
  watch.take();
});

test('what hinders people is found', async ({ page }) => {
  await page.goto('sign-in');
  await expect(page.getByLabel('Password')).toBeVisible();
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<input type="text">');
  });
  expect(await violations(page)).toEqual([expect.stringContaining('label: ')]);
});
