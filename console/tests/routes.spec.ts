// Every route: no barrier in either theme, and a screenshot of each in both themes and two sizes.
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './axe';
import { atMost } from './bar';
import { expect, test } from './fixtures';
import { declaredRoutes, fileName, filled, visitor } from './routes';

const SCREENSHOTS = resolve(
  import.meta.dirname,
  '../..',
  process.env.CARGO_TARGET_DIR ?? 'target',
  'console-screenshots',
);
/** What is longer is cut off: a picture's end says no more than its middle. */
const HIGHEST = 4_000;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

test('the router declares routes where this suite looks for them', () => {
  expect(declaredRoutes()).toContain('/orgs/$org/instances');
});

/** Makes the window as high as what is in it, which otherwise scrolls inside. What comes into sight may still grow. */
async function showAll(page: Page) {
  const hidden = () =>
    page.evaluate(() => {
      const places = [...document.querySelectorAll('main, .pf-v6-c-page__main-container')];
      return Math.max(0, ...places.map((place) => place.scrollHeight - place.clientHeight));
    });
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  let shown = height;
  await expect(async () => {
    shown = Math.min(shown + (await hidden()), HIGHEST);
    await page.setViewportSize({ width, height: shown });
    await expect(page.getByText('…', { exact: true })).toHaveCount(0);
    if (shown < HIGHEST) expect(await hidden()).toBe(0);
  }).toPass();
}

for (const route of declaredRoutes()) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${route} has no barriers, ${theme}`, async ({ page, enter, world }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      if (route !== '/sign-in') await enter(visitor(route, world));
      await page.goto(`${world.url}${filled(route, world)}`);
      // The navigation has headings of its own, and is there first.
      await expect(page.getByRole('heading', { level: route === '/sign-in' ? 2 : 1 })).toBeVisible();
      // A screen is drawn when nothing of it is awaited any more.
      await expect(page.getByLabel('Loading…')).toHaveCount(0);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        atMost(`pixels a page is wider than its window at ${size.width} px`, overflow, 0);
        const name = `${fileName(route)}-${theme}-${size.width}.png`;
        await showAll(page);
        await page.screenshot({ path: join(SCREENSHOTS, name), animations: 'disabled' });
        await page.setViewportSize(size);
        const found = await violations(page);
        expect(found, `${route} at ${size.width} px`).toEqual([]);
        atMost('WCAG 2.1 A/AA violations on a route', found.length, 0);
      }
    });
  }
}

test('on a phone, the tab that is open is in sight', async ({ page, enter, world }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter();
  await page.goto(`${world.url}${filled('/instances/$instance/topics/$topic/groups', world)}`);
  const tabs = page.getByRole('navigation', { name: 'About the topic' });
  const open = tabs.locator('[aria-current=page]');
  await expect(open).toHaveText('Consumer groups');
  await expect(open).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Show or hide the navigation' }).click();
  const places = page.getByRole('navigation', { name: 'Main navigation' }).locator('[aria-current=page]');
  await expect(places).toHaveText(['Topics']);
});
