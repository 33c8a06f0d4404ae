// The first minutes with Millrace, as a person has them: from the sign-in to a first message, a first client, a
// mistyped secret and a first consumer. What a person does takes a person's time; the rest is measured.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { measured } from './bar';
import { dialog } from './faces';
import { expect, test } from './fixtures';
import { Keys, press, type } from './hand';
import { Kcat } from './kcat';

const seconds = (since: number) => Math.round(performance.now() - since) / 1_000;
const step = (page: Page, title: string | RegExp) => page.getByRole('listitem').filter({ hasText: title });
const done = (page: Page, title: string | RegExp) => step(page, title).getByLabel('Done');
const freshName = (prefix: string) => `${prefix}-${Date.now().toString(36)}`;

test('from the sign-in to a first message, client and consumer, with the mouse', async ({ page, world }) => {
  test.setTimeout(150_000);
  const { email, password } = world.dev.admin;
  const folder = mkdtempSync(join(tmpdir(), 'millrace-story-'));
  const begun = performance.now();
  try {
    await page.goto('');
    await type(page.getByLabel('E-mail address'), email);
    await type(page.getByLabel('Password'), password);
    await press(page.getByRole('button', { name: 'Sign in' }));
    await press(page.getByRole('button', { name: 'Create instance', exact: true }));
    await type(page.getByRole('textbox', { name: 'Name', exact: true }), freshName('story'));
    await press(page.getByRole('button', { name: 'Create instance' }));
    // Topic and credential come by themselves; the secret is taken along.
    const keyId = await dialog(page).getByRole('textbox', { name: 'Key id (user name)' }).inputValue();
    const secret = await dialog(page).getByRole('textbox', { name: 'Secret (password)' }).inputValue();
    await press(dialog(page).getByLabel('I have saved it'));
    await press(dialog(page).getByRole('button', { name: 'Done' }));
    for (const title of ['Instance is ready', 'Topic hello', 'Credential quickstart']) {
      await expect(done(page, title)).toBeVisible();
    }
    await expect(done(page, 'First message')).toHaveCount(0);
    await press(page.getByRole('button', { name: 'Produce test message' }));
    await expect(step(page, 'First message')).toContainText(/Written to partition 0 at offset 0 in \d+ ms/);
    await expect(done(page, 'First message')).toBeVisible();
    measured('sign-in to first message in the console, with the mouse', seconds(begun), 60, ' s');

    // A client from outside, with what the console shows.
    await press(step(page, 'First client signed in').getByRole('button', { name: 'Connect' }));
    const connect = dialog(page);
    await expect(connect.getByText(`sasl.username=${keyId}`)).toBeVisible();
    const [snippet, run] = await Promise.all(
      [`sasl.username=${keyId}`, 'kcat -F'].map((text) =>
        connect.locator('code:visible').filter({ hasText: text }).first().textContent(),
      ),
    );
    const [ca] = await Promise.all([
      page.waitForEvent('download'),
      press(connect.getByRole('button', { name: 'Download ca.pem' })),
    ]);
    await ca.saveAs(join(folder, 'ca.pem'));
    const settings = (snippet ?? '').replace('API_KEY', secret);
    expect(settings, 'the secret has its place in the snippet').toContain(secret);
    writeFileSync(join(folder, 'kcat.conf'), settings);
    await press(connect.getByRole('button', { name: 'Close' }).last());
    const [program, ...args] = (run ?? '').trim().split(/\s+/);
    expect(program).toBe('kcat');
    // It reads to the end and then ends.
    expect(await Kcat.run([...args, '-e'], {}, folder)).toContain('Hello from the Millrace console');
    await expect(done(page, 'First client signed in')).toBeVisible();
    measured('sign-in to first client from outside', seconds(begun), 120, ' s');

    // A mistyped secret.
    writeFileSync(join(folder, 'wrong.conf'), settings.replace(secret, `${secret.slice(0, -1)}_`));
    const mistyped = Kcat.start(['-F', 'wrong.conf', '-L'], {}, folder);
    await mistyped.says(/Authentication failed/);
    const refused = performance.now();
    await expect(page.getByText(`Authentication failed for key ${keyId}: wrong secret`)).toBeVisible();
    measured('a refused sign-in until the console shows it', seconds(refused), 2, ' s');
    await mistyped.stop();

    // A consumer.
    await expect(done(page, 'First consumer')).toHaveCount(0);
    const consumer = Kcat.start(['-F', 'kcat.conf', '-G', 'first-readers', 'hello'], {}, folder);
    await consumer.says(/rebalanced.*assigned/s);
    const joined = performance.now();
    await expect(done(page, 'First consumer')).toBeVisible();
    measured('a joined group until the console shows it', seconds(joined), 3, ' s');
    // The key got in again: what was refused before is no longer worth a warning.
    await expect(page.getByText(/Authentication failed for key/)).toHaveCount(0);
    await press(page.getByRole('link', { name: 'Group first-readers' }));
    await expect(page.getByRole('heading', { name: 'first-readers', level: 1 })).toBeVisible();
    await consumer.stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('from the sign-in to a first message by keys alone', async ({ page, context, world }) => {
  test.setTimeout(180_000);
  let touched = 0;
  await context.exposeBinding('__millraceTouched', () => (touched += 1));
  await context.addInitScript(() => {
    for (const name of ['pointermove', 'pointerdown']) {
      addEventListener(name, () =>
        (globalThis as unknown as Record<string, () => void>).__millraceTouched?.(),
      );
    }
  });
  const { email, password } = world.dev.admin;
  const keys = new Keys(page);
  const begun = performance.now();
  await page.goto('');
  await keys.reach(page.getByLabel('E-mail address'));
  await keys.type(email);
  await keys.reach(page.getByLabel('Password'));
  await keys.type(password);
  await keys.press('Enter');
  await keys.reach(page.getByRole('button', { name: 'Create instance', exact: true }));
  await keys.press('Enter');
  await keys.reach(page.getByRole('textbox', { name: 'Name', exact: true }));
  await keys.type(freshName('keys'));
  await keys.reach(page.getByRole('button', { name: 'Create instance' }));
  await keys.press('Enter');
  await keys.reach(dialog(page).getByLabel('I have saved it'));
  await keys.press('Space');
  await keys.reach(dialog(page).getByRole('button', { name: 'Done' }));
  await keys.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await keys.reach(page.getByRole('button', { name: 'Produce test message' }));
  await keys.press('Enter');
  await expect(done(page, 'First message')).toBeVisible();
  measured('sign-in to first message in the console, by keys alone', seconds(begun), 60, ' s');
  // And there it is among the topic's messages.
  await keys.press('Control+k');
  await keys.type('hello');
  await expect(page.getByRole('option', { name: /hello/ }).first()).toHaveAttribute('aria-selected', 'true');
  await keys.press('Enter');
  await expect(page.getByRole('heading', { name: 'hello', level: 1 })).toBeVisible();
  await expect(page.getByRole('cell', { name: /Hello from the Millrace console/ })).toBeVisible();
  expect(touched, 'uses of the mouse').toBe(0);
  // One would have been noticed.
  await page.mouse.click(1, 1);
  await expect.poll(() => touched).toBeGreaterThan(0);
});
