// How soon the screen of an instance's topics can be used, when there are ten thousand of them.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { parse, stringify } from 'lossless-json';
import { Api } from './api';
import { measured } from './bar';
import { enterAs } from './fixtures';
import { startStack, type RunningStack } from './stack';

const TOPICS = 10_000;
/** Requests at a time; the API lets one caller send 200 a second. */
const AT_ONCE = 8;
const ROUNDS = 9;
const ASKED_MS = 1_000;
const SEARCH = 'Part of a name';

interface Catalogue {
  plans: { standard: { limits: { partitions: number } } };
  profiles: { dev: { clusters: { shared: { heap_mib: number; memory_mib: number } } } };
}

let stack: RunningStack | undefined;

test.beforeAll(async () => {
  test.setTimeout(900_000);
  const plans = resolve(import.meta.dirname, '../../control-plane/plans.json');
  const catalogue = parse(readFileSync(plans, 'utf8')) as Catalogue;
  catalogue.plans.standard.limits.partitions = TOPICS + 100;
  Object.assign(catalogue.profiles.dev.clusters.shared, { heap_mib: 1_024, memory_mib: 2_048 });
  const file = join(tmpdir(), `millrace-plans-${process.pid}.json`);
  // It has numbers beyond 2^53.
  writeFileSync(file, stringify(catalogue) ?? '');
  stack = await startStack(['--plans-file', file]).finally(() => rmSync(file));
  const { admin, demo } = stack.dev;
  const api = await Api.signIn(stack, admin.email, admin.password);
  let next = 0;
  const create = async () => {
    while (next < TOPICS) {
      const name = `topic-${String(next++).padStart(5, '0')}`;
      const path = `/v1/instances/${demo.instance_id}/topics`;
      let answer = await api.call('POST', path, { name, partitions: 1 });
      while (answer.status === 429) {
        await new Promise((wait) => setTimeout(wait, 1_000));
        answer = await api.call('POST', path, { name, partitions: 1 });
      }
      expect(answer.status, await answer.text()).toBe(201);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, create));
});

test.afterAll(() => stack?.stop());

test('the topics page of ten thousand topics', async ({ page, context, playwright, launchOptions }) => {
  test.setTimeout(240_000);
  if (!stack) throw new Error('the service is not there');
  const { admin } = stack.dev;

  const first: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const browser = await playwright.chromium.launch(launchOptions);
    const fresh = await browser.newContext();
    await enterAs(fresh, stack, admin);
    first.push(await opening(await fresh.newPage(), stack));
    await browser.close();
  }
  measured(
    'rows are there and input is taken, in a browser that just started',
    median(first),
    ASKED_MS,
    ' ms',
  );

  await enterAs(context, stack, admin);
  await opening(page, stack);
  const later: number[] = [];
  const searching: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    later.push(await opening(page, stack));
    const asked = performance.now();
    await page.getByPlaceholder(SEARCH).press('Enter');
    await expect(page.getByRole('link', { name: 'topic-00777' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'topic-00000' })).toHaveCount(0);
    searching.push(Math.round(performance.now() - asked));
  }
  measured('rows are there and input is taken, later', median(later), ASKED_MS, ' ms');
  measured('rows of a search are there', median(searching), ASKED_MS, ' ms');
});

/** Milliseconds until the topics are there and what is typed appears. */
async function opening(page: Page, { url, dev }: RunningStack): Promise<number> {
  const opened = performance.now();
  await page.goto(`${url}/instances/${dev.demo.instance_id}/topics`);
  await expect(page.getByRole('link', { name: 'topic-00000' })).toBeVisible();
  const search = page.getByPlaceholder(SEARCH);
  await search.fill('777');
  await expect(search).toHaveValue('777');
  return Math.round(performance.now() - opened);
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
