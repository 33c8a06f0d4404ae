// How soon the screen of an instance's topics can be used, when there are ten thousand of them.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'lossless-json';
import { Api } from './api';
import { measured } from './bar';
import { enterAs } from './fixtures';
import { startStack, type RunningStack } from './stack';

const TOPICS = 10_000;
/** Requests at a time; the API lets one caller send 200 a second. */
const AT_ONCE = 8;
const ROUNDS = 10;
const ASKED_MS = 1_000;

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

test('the topics page of ten thousand topics', async ({ page, context }) => {
  test.setTimeout(120_000);
  if (!stack) throw new Error('the service is not there');
  await enterAs(context, stack, stack.dev.admin);
  const at = `${stack.url}/instances/${stack.dev.demo.instance_id}/topics`;
  const opening: number[] = [];
  const searching: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const opened = performance.now();
    await page.goto(at);
    await expect(page.getByRole('link', { name: 'topic-00000' })).toBeVisible();
    const search = page.getByPlaceholder('Part of a name');
    await search.fill('777');
    await expect(search).toHaveValue('777');
    opening.push(Math.round(performance.now() - opened));
    const asked = performance.now();
    await search.press('Enter');
    await expect(page.getByRole('link', { name: 'topic-00777' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'topic-00000' })).toHaveCount(0);
    searching.push(Math.round(performance.now() - asked));
  }
  const [first = 0, ...later] = opening;
  measured('rows are there and input is taken, in a browser with nothing cached', first, ASKED_MS, ' ms');
  measured('rows are there and input is taken, later', median(later), ASKED_MS, ' ms');
  measured('rows of a search are there', median(searching), ASKED_MS, ' ms');
});

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
