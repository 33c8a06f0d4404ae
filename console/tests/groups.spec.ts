// Consumer groups: moving them to other offsets and deleting them, each when it succeeds, is not allowed,
// conflicts, is invalid, finds no server; and where one sees which groups read a topic.
import type { Page } from '@playwright/test';
import type { Api } from './api';
import { violations } from './axe';
import { expectBlocked, expectDenied } from './faces';
import { expect, test } from './fixtures';
import { consume, Kcat, settingsOf } from './kcat';
import type { World } from './world';

const RECORDS = 10;
const dialog = (page: Page) => page.getByRole('dialog');

interface Group {
  members: { client_id: string; host: string }[];
  partitions: { topic: string; partition: number; committed_offset: string | null }[];
}

const path = (world: World, name: string) => `/v1/instances/${world.instance}/groups/${name}`;

/** The committed offsets by partition, as the API knows them. */
async function committed(api: Api, world: World, name: string) {
  const { partitions } = await api.get<Group>(path(world, name));
  return partitions.map(({ committed_offset }) => committed_offset);
}

/** A topic of one partition with ten records, all read and committed by a group of the same name. */
async function caughtUp(api: Api, world: World, name: string) {
  const topics = `/v1/instances/${world.instance}/topics`;
  await api.post(topics, { name, partitions: 1 });
  const records = Array.from({ length: RECORDS }, (_, index) => ({
    value: { base64: Buffer.from(`record ${index}`).toString('base64') },
  }));
  await api.post(`${topics}/${name}/records`, { records });
  await consume(world.dev.demo, name, name, RECORDS);
  expect(await committed(api, world, name)).toEqual([String(RECORDS)]);
}

/** A consumer that has joined its group and reads. */
async function joined(api: Api, world: World, name: string, clientId: string) {
  const settings = { ...settingsOf(world.dev.demo), 'client.id': clientId };
  const consumer = Kcat.start(['-q', '-G', name, name], settings);
  const members = async () => {
    const answer = await api.call('GET', path(world, name));
    return answer.ok ? ((await answer.json()) as Group).members.map(({ client_id: id }) => id) : [];
  };
  await expect.poll(members, { timeout: 60_000 }).toEqual([clientId]);
  return consumer;
}

async function open(page: Page, world: World, name: string) {
  await page.goto(`${world.url}/instances/${world.instance}/groups/${name}`);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

const action = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const preview = (page: Page) => dialog(page).getByRole('button', { name: 'Preview' });
const confirm = (page: Page) => dialog(page).getByRole('button', { name: 'Reset 1 partition' });
const cells = (page: Page) => dialog(page).getByRole('gridcell').or(dialog(page).getByRole('cell'));

test('a group is moved to where the preview said, and nowhere before', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'groups-reset';
  await caughtUp(api, world, name);
  await enter();
  await open(page, world, name);
  await action(page, 'Reset offsets').click();
  await expect(dialog(page).getByLabel('Go on from')).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await preview(page).click();
  await expect(cells(page)).toHaveText([name, '0', '10', '0', '−10']);
  expect(await violations(page)).toEqual([]);
  expect(await committed(api, world, name)).toEqual(['10']);
  await confirm(page).click();
  await expect(page.getByText(`The offsets of ${name} were reset`)).toBeVisible();
  await expect(dialog(page)).toHaveCount(0);
  expect(await committed(api, world, name)).toEqual(['0']);
  // Forward by some, in one partition of one topic.
  await action(page, 'Reset offsets').click();
  await dialog(page).getByLabel('Go on from').selectOption('shift');
  await dialog(page).getByLabel('Records forward').fill('7');
  await dialog(page).getByLabel('Topic').fill(name);
  await dialog(page).getByLabel('Partitions').fill('0');
  await page.keyboard.press('Enter');
  await expect(cells(page)).toHaveText([name, '0', '0', '7', '+7']);
  await confirm(page).click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await committed(api, world, name)).toEqual(['7']);
  await expect(page.getByRole('gridcell', { name: '3', exact: true })).toBeVisible();
});

test('every way to say where ends at a place that the partition holds', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'groups-strategies';
  await caughtUp(api, world, name);
  await enter();
  await open(page, world, name);
  await action(page, 'Reset offsets').click();
  const to = async (strategy: string, label: RegExp, value: string, expected: string[]) => {
    await dialog(page).getByLabel('Go on from').selectOption(strategy);
    await dialog(page).getByLabel(label).fill(value);
    await preview(page).click();
    await expect(cells(page)).toHaveText([name, '0', '10', ...expected]);
    await dialog(page).getByRole('button', { name: 'Back' }).click();
  };
  await to('time', /^First record written/, '2001-02-03T04:05', ['0', '−10']);
  await to('duration', /^First record written in the last/, '2', ['0', '−10']);
  await to('offset', /^Offset/, '4', ['4', '−6']);
  await to('offset', /^Offset/, '9223372036854775807', ['10', '0']);
  await to('shift', /^Records forward/, '-9223372036854775808', ['0', '−10']);
  await dialog(page).getByLabel('Go on from').selectOption('latest');
  await preview(page).click();
  // Where nothing would move, nothing can be confirmed.
  await expect(dialog(page).getByText('Nothing moves')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Reset 0 partitions' })).toBeDisabled();
  expect(await committed(api, world, name)).toEqual(['10']);
});

test('what is invalid is said at its field, and what was typed stays', async ({ page, enter, world }) => {
  await enter();
  await open(page, world, world.group);
  await action(page, 'Reset offsets').click();
  await dialog(page).getByLabel('Go on from').selectOption('offset');
  await dialog(page)
    .getByLabel(/^Offset/)
    .fill('9223372036854775808');
  await dialog(page).getByLabel('Partitions').fill('all');
  await preview(page).click();
  await expect(dialog(page).getByText('Expected a whole number from')).toBeVisible();
  await expect(dialog(page).getByText('Expected numbers of partitions')).toBeVisible();
  await expect(dialog(page).getByLabel(/^Offset/)).toHaveValue('9223372036854775808');
  expect(await violations(page)).toEqual([]);
  // What only the server knows: there is no such topic, no such partition.
  await dialog(page)
    .getByLabel(/^Offset/)
    .fill('0');
  await dialog(page).getByLabel('Topic').fill('no-such-topic');
  await dialog(page).getByLabel('Partitions').fill('');
  await preview(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText('there is no such topic');
  await dialog(page).getByLabel('Topic').fill(world.dev.demo.topic);
  await dialog(page).getByLabel('Partitions').fill('4000');
  await preview(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText('the topic has no partition 4000');
  await expect(dialog(page).getByLabel('Partitions')).toHaveValue('4000');
});

test('a group with members is left alone, and says who they are', async ({ page, enter, world, api }) => {
  const name = 'groups-active';
  await caughtUp(api, world, name);
  await enter();
  await open(page, world, name);
  // The dialogs are open when the consumer joins: the server refuses, and names it.
  await action(page, 'Reset offsets').click();
  await preview(page).click();
  await expect(confirm(page)).toBeEnabled();
  let consumer = await joined(api, world, name, 'late-joiner');
  try {
    await confirm(page).click();
    await expect(dialog(page).getByRole('alert')).toContainText('late-joiner at ');
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    // Once the page knows, it does not offer it.
    await page.reload();
    for (const button of ['Reset offsets', 'Delete group']) {
      await expectBlocked(page, action(page, button), 'Stop its members first: late-joiner at ');
    }
    await expect(page.getByRole('grid', { name: 'Members' })).toContainText('late-joiner');
    expect(await committed(api, world, name)).toEqual(['10']);
  } finally {
    await consumer.stop();
  }
  // The page finds out by itself that nobody is left.
  await expect(action(page, 'Delete group')).not.toHaveAttribute('aria-disabled', 'true');
  await action(page, 'Delete group').click();
  await dialog(page).getByLabel(`Type ${name} to confirm`).fill(name);
  consumer = await joined(api, world, name, 'later-joiner');
  try {
    await dialog(page).getByRole('button', { name: 'Delete group' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('later-joiner at ');
  } finally {
    await consumer.stop();
  }
  expect((await api.call('GET', path(world, name))).status).toBe(200);
});

test('a group is deleted once its name is typed, and only it', async ({ page, enter, world, api }) => {
  const name = 'groups-delete';
  await caughtUp(api, world, name);
  await enter();
  await open(page, world, name);
  await action(page, 'Delete group').click();
  await expect(dialog(page)).toContainText('committed offsets in 1 partition of 1 topic. Lag in records: 0.');
  const remove = dialog(page).getByRole('button', { name: 'Delete group' });
  await expect(remove).toBeDisabled();
  await dialog(page).getByLabel(`Type ${name} to confirm`).fill('groups-delet');
  await expect(remove).toBeDisabled();
  await dialog(page).getByLabel(`Type ${name} to confirm`).fill(name);
  expect(await violations(page)).toEqual([]);
  await remove.click();
  await expect(page.getByRole('heading', { name: 'Consumer groups', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: world.group })).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
  expect((await api.call('GET', path(world, name))).status).toBe(404);
});

test('what a viewer may not do is disabled, with the reason', async ({ page, enter, world, api }) => {
  const name = 'groups-viewed';
  await caughtUp(api, world, name);
  await api.post(`${path(world, name)}/reset`, { to: 'earliest' });
  await enter(world.viewer);
  await open(page, world, name);
  for (const [button, permission] of [
    ['Reset offsets', 'group.reset'],
    ['Delete group', 'group.delete'],
  ] as const) {
    await expectDenied(page, action(page, button), permission);
  }
  // When records were written is theirs to know who may read them.
  await expect(page.getByRole('gridcell', { name: 'Not shown to your role' })).toBeVisible();
  await enter(world.owner);
  await open(page, world, name);
  await expect(page.getByRole('gridcell', { name: /^\d+ s$/ })).toBeVisible();
});

test('while the server is away, the dialogs say so and keep what was typed', async ({
  page,
  enter,
  world,
}) => {
  await enter();
  await open(page, world, world.group);
  const reset = '**/groups/*/reset*';
  await page.route(reset, (route) => route.abort('connectionrefused'));
  await action(page, 'Reset offsets').click();
  await dialog(page).getByLabel('Go on from').selectOption('shift');
  await dialog(page).getByLabel('Records forward').fill('-1');
  await preview(page).click();
  await expect(dialog(page).getByRole('alert')).toContainText('No connection');
  await expect(dialog(page).getByLabel('Records forward')).toHaveValue('-1');
  await page.unroute(reset);
  await preview(page).click();
  await expect(cells(page).first()).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await page.route('**/groups/*', (route) =>
    route.request().method() === 'DELETE' ? route.abort('connectionrefused') : route.continue(),
  );
  await action(page, 'Delete group').click();
  await dialog(page).getByLabel(`Type ${world.group} to confirm`).fill(world.group);
  await dialog(page).getByRole('button', { name: 'Delete group' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('No connection');
  await expect(dialog(page).getByLabel(`Type ${world.group} to confirm`)).toHaveValue(world.group);
});

test('a topic shows the groups that read it, with their lag there, and no others', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'groups-of-topic';
  await caughtUp(api, world, name);
  await api.post(`${path(world, name)}/reset`, { to: { offset: '6' } });
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/topics/${name}`);
  await page.getByRole('navigation', { name: 'About the topic' }).getByText('Consumer groups').click();
  const table = page.getByRole('grid', { name: 'Consumer groups' });
  const line = table.getByRole('row').filter({ hasText: name });
  await expect(line.getByRole('gridcell').nth(3)).toHaveText('4');
  // There is another group in this instance, which reads another topic.
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.goto(`${world.url}/instances/${world.instance}/topics/${world.dev.demo.topic}/groups`);
  await expect(table.getByRole('link', { name: world.group })).toBeVisible();
  await expect(table.getByRole('link', { name })).toHaveCount(0);
  await page.goto(`${world.url}/instances/${world.instance}/topics/${world.topic}/groups`);
  await expect(page.getByRole('heading', { name: 'No group reads this topic' })).toBeVisible();
});

test('the list shows the lag in records and in time, and its filter is part of the address', async ({
  page,
  enter,
  world,
  api,
}) => {
  const name = 'groups-listed';
  await caughtUp(api, world, name);
  await api.post(`${path(world, name)}/reset`, { to: { shift: '-3' } });
  await enter();
  await page.goto(`${world.url}/instances/${world.instance}/groups`);
  const search = page.getByPlaceholder('Filter by the beginning of the name');
  await search.fill('groups-list');
  await search.press('Enter');
  await expect(page).toHaveURL(/q=groups-list/);
  const lines = page.getByRole('grid', { name: 'Consumer groups' }).getByRole('row');
  await expect(lines).toHaveCount(2);
  await expect(lines.nth(1).getByRole('gridcell').nth(3)).toHaveText('3');
  await expect(lines.nth(1).getByRole('gridcell').nth(4)).toHaveText(/^\d+ s$/);
  await page.goto(`${world.url}/instances/${world.instance}/groups?q=no-such`);
  await expect(page.getByRole('heading', { name: 'No group has such a name' })).toBeVisible();
});
