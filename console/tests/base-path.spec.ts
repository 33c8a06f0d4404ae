// The console below a path, as behind a proxy that serves other things as well.
import { expect, fillSignIn, test } from './fixtures';
import { startStack } from './stack';

test('all of it works below /a/b', async ({ page, context, watch }) => {
  test.setTimeout(180_000);
  const stack = await startStack(['--base-path', '/a/b'], '/a/b');
  watch.home = new URL(stack.url).origin;
  try {
    const paths = new Set<string>();
    page.on('request', (request) => paths.add(new URL(request.url()).pathname));
    const place = `/a/b/orgs/${stack.dev.demo.org_id}/instances`;
    await page.goto(new URL(place, stack.url).href);
    await fillSignIn(page, stack.dev.admin);
    await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(place);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Instances', level: 1 })).toBeVisible();
    const outside = [...paths].filter((path) => !path.startsWith('/a/b/'));
    expect(outside, 'requests outside of the base path').toEqual([]);
    const cookies = await context.cookies();
    expect(cookies.find(({ name }) => name === 'millrace_session')?.path).toMatch(/^\/a\/b\/?$/);
  } finally {
    // What it still loads would fail once nobody answers.
    await page.goto('about:blank');
    await stack.stop();
  }
});
