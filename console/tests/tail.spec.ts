// Following a topic that gets thousands of messages a second: the page stays usable, and nothing is lost silently.
import type { Page } from '@playwright/test';
import { measured } from './bar';
import { expect, test } from './fixtures';
import { Kcat, settingsOf } from './kcat';
import { freshTopic, messagesPath } from './messages';
import { longestTask } from './tasks';

const PER_SECOND = 5_000;
const SECONDS = 15;
/** Between two handfuls of messages. */
const BEAT_MS = 20;
/** As many rows as useTail keeps. */
const MOST_ROWS = 100;

// One after the other, and without the recorder that copies the page at every step: both would be measured too.
test.describe.configure({ mode: 'default' });
test.use({ trace: 'off' });

/** Writes messages at a steady pace, and says how many those were. */
async function pour(kcat: Kcat, value: string, perSecond: number, lastsSeconds: number): Promise<number> {
  const begun = performance.now();
  let written = 0;
  return new Promise((resolve) => {
    const beat = setInterval(() => {
      const due = Math.min(lastsSeconds, (performance.now() - begun) / 1_000) * perSecond;
      const lines = Math.floor(due) - written;
      if (lines > 0)
        kcat.write(Array.from({ length: lines }, (_, at) => `${written + at}:${value}\n`).join(''));
      written += lines;
      if (written < perSecond * lastsSeconds) return;
      clearInterval(beat);
      kcat.end();
      resolve(written);
    }, BEAT_MS);
  });
}

const producer = (settings: Parameters<typeof settingsOf>[0], topic: string) =>
  Kcat.start(['-P', '-q', '-K:', '-t', topic], { ...settingsOf(settings), 'linger.ms': '20' });

/** What the page says it received, and what it skipped. */
async function counts(page: Page): Promise<{ received: number; dropped: number }> {
  const said = await page.locator('.millrace-tail-counts').textContent();
  const number = (pattern: RegExp) => Number(pattern.exec(said ?? '')?.[1]?.replaceAll(',', '') ?? 0);
  return { received: number(/([\d,]+) received/), dropped: number(/([\d,]+) skipped/) };
}

const total = async (page: Page) => {
  const { received, dropped } = await counts(page);
  return received + dropped;
};

/** Keeps the page busy, as a slow computer would be. */
const hold = (page: Page, ms: number) =>
  page.evaluate((ms) => {
    const until = performance.now() + ms;
    while (performance.now() < until);
  }, ms);

async function follow(page: Page, url: string) {
  await page.goto(url);
  const begun = page.waitForResponse((response) => response.url().includes('/records/tail'));
  await page.getByRole('button', { name: 'Follow live' }).click();
  expect((await begun).ok()).toBe(true);
  await expect(page.getByText('Waiting for messages…')).toBeVisible();
}

test('thousands of messages a second leave the page usable', async ({ browser, page, enter, world, api }) => {
  test.setTimeout(180_000);
  const topic = await freshTopic(api, world, 'tail');
  await enter();
  await follow(page, messagesPath(world, topic));
  const rows = page.getByRole('button', { name: /^Details of message/ });
  const { wallMs, cpuMs } = await longestTask(browser, page, async () => {
    const kcat = producer(world.dev.demo, topic);
    const poured = pour(kcat, 'x'.repeat(100), PER_SECOND, SECONDS);
    await expect.poll(() => total(page)).toBeGreaterThan(2 * PER_SECOND);
    // In the middle of it, a press is answered.
    const pressed = performance.now();
    await page.getByRole('button', { name: /^Account:/ }).click();
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    const answered = Math.round(performance.now() - pressed);
    measured('a press while 5,000 messages a second come, until it is answered', answered, 1_000, ' ms');
    await page.keyboard.press('Escape');
    const written = await poured;
    await kcat.closed();
    await expect.poll(() => total(page), { timeout: 60_000 }).toBe(written);
    expect(await rows.count()).toBe(MOST_ROWS);
    // The last one is on top.
    await expect(rows.first()).toHaveAccessibleName(`Details of message 0:${written - 1}`);
  });
  // Services, producer and browser share a few cores here; a task lasts as long as it waits for one of them, too.
  measured('longest task while 5,000 messages a second come', wallMs, 100, ' ms');
  measured('… as far as a processor worked for it', cpuMs, 100, ' ms');
  // A longer one would have been noticed.
  const held = await longestTask(browser, page, () => hold(page, 150));
  expect(held.wallMs).toBeGreaterThanOrEqual(150);
  expect(held.cpuMs).toBeGreaterThan(0);
});

test('what comes faster than the browser reads is counted', async ({ page, enter, world, api }) => {
  test.setTimeout(180_000);
  const topic = await freshTopic(api, world, 'drops');
  await enter();
  await follow(page, messagesPath(world, topic));
  const kcat = producer(world.dev.demo, topic);
  const poured = pour(kcat, 'x'.repeat(500), PER_SECOND, SECONDS);
  await hold(page, SECONDS * 1_000);
  const written = await poured;
  await kcat.closed();
  await expect(page.getByText(/skipped, because they came faster than this browser reads/)).toBeVisible();
  await expect.poll(() => total(page), { timeout: 60_000 }).toBe(written);
});
