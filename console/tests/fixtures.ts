// What tests are given: the world, a watched page, and one in which somebody is signed in.
import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import { Api } from './api';
import { WORLD } from './setup';
import { Watch } from './watch';
import type { Person, World } from './world';

export { expect };

interface Fixtures {
  watch: Watch;
  /** Signs somebody in (by default the owner) without going through the screen. */
  enter: (person?: Person) => Promise<void>;
  /** The API as the administrator, who is an operator too. */
  api: Api;
}

interface WorkerFixtures {
  world: World;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  world: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern
    async ({}, use) => {
      const world = process.env[WORLD];
      if (!world) throw new Error(`${WORLD} is not set: the suite's setup did not run`);
      await use(JSON.parse(world) as World);
    },
    { scope: 'worker' },
  ],
  watch: [
    async ({ context, world }, use) => {
      const watch = await Watch.on(context, new URL(world.url).origin);
      await use(watch);
      expect(watch.take(), 'errors, policy violations or requests elsewhere').toEqual([]);
    },
    { auto: true },
  ],
  baseURL: ({ world }, use) => use(`${world.url}/`),
  enter: ({ context, world }, use) => use((person = world.owner) => enterAs(context, world, person)),
  api: async ({ world }, use) => {
    const { email, password } = world.dev.admin;
    await use(await Api.signIn(world, email, password));
  },
});

/** Has somebody be signed in, without going through the screen. */
export async function enterAs(context: BrowserContext, world: Pick<World, 'url'>, person: Person) {
  await signIn(context.request, world, person);
  // The console asks who is signed in only where somebody did sign in.
  await context.addInitScript(() => {
    // A page that is still empty has no storage.
    if (location.origin !== 'null') localStorage.setItem('millrace.signed-in', 'yes');
  });
}

/** Gives the browser a session's cookie. */
export async function signIn(request: Page['request'], world: Pick<World, 'url'>, person: Person) {
  const answer = await request.post(`${world.url}/v1/sessions`, { data: { ...person, delivery: 'cookie' } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Fills in the sign-in screen, as a person does. */
export async function fillSignIn(page: Page, { email, password }: Person) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
