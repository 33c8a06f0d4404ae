// Messages: what is written in the console is what is read there, byte by byte.
import { dialog } from './faces';
import { expect, test } from './fixtures';
import { harm } from './harm';
import {
  fillMessage,
  freshTopic,
  held,
  type Message,
  messagesPath,
  openRecord,
  send,
  shownIn,
} from './messages';
import { EDGES, HOSTILE } from './world';

const NOTHING: Message = { key: '', value: '', headers: [] };
const LARGEST = '9223372036854775807';

for (const edge of EDGES) {
  test(`${edge} is written and read to its last digit`, async ({ page, enter, world, api }) => {
    const topic = await freshTopic(api, world, 'edges');
    const message: Message = { key: edge, value: `{"n":${edge}}`, headers: [{ name: edge, value: edge }] };
    await enter();
    await page.goto(messagesPath(world, topic));
    await page.getByRole('button', { name: 'Produce message' }).click();
    await fillMessage(page, message);
    await send(page);
    expect(await held(api, world, topic)).toEqual([message]);
    const row = page.getByRole('row').filter({ hasText: `{"n":${edge}}` });
    await expect(row.getByRole('cell', { name: edge, exact: true })).toBeVisible();
    const details = await openRecord(page, '0:0');
    await expect(details.getByLabel('Show the Value as')).toHaveValue('json');
    expect(await shownIn(details)).toEqual({ ...message, value: `{\n  "n": ${edge}\n}` });
    await details.getByLabel('Show the Value as').selectOption('Text');
    expect(await shownIn(details)).toEqual(message);
    // A copy is the same to the last digit as well.
    await details.getByRole('link', { name: 'Copy to produce' }).click();
    await expect(dialog(page).getByLabel('Key', { exact: true })).toHaveValue(edge);
    await send(page);
    await expect(page.getByRole('button', { name: 'Details of message 0:1' })).toBeVisible();
    expect(await held(api, world, topic)).toEqual([message, message]);
  });
}

test('the largest offset goes through form, address and request as it was typed', async ({
  page,
  enter,
  world,
}) => {
  await enter();
  await page.goto(messagesPath(world, world.topic));
  await page.getByLabel('Begin').selectOption('From an offset');
  const field = page.getByLabel('Offset', { exact: true });
  await field.fill(LARGEST);
  const asked = page.waitForRequest((request) => request.url().includes('from_offset='));
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  expect(new URL((await asked).url()).searchParams.get('from_offset')).toBe(LARGEST);
  await expect(page.getByText('Nothing from there on')).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue(LARGEST);
  // What is no offset says what would be one, and nothing is asked.
  for (const wrong of ['-9223372036854775808', '9223372036854775808', '1e3']) {
    await field.fill(wrong);
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('from 0 to 9,223,372,036,854,775,807')).toBeVisible();
    await expect(field).toHaveValue(wrong);
  }
  await field.fill('0');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Details of message 0:0' })).toBeVisible();
});

test('a configuration keeps all digits, also where it is refused', async ({ page, enter, world, api }) => {
  const name = 'max.compaction.lag.ms';
  const topic = await freshTopic(api, world, 'config');
  await enter();
  await page.goto(`${messagesPath(world, topic)}/config?q=${name}`);
  const edit = page.getByRole('button', { name: 'Edit', exact: true });
  const value = page.getByRole('row').filter({ hasText: name }).getByRole('gridcell').nth(1);
  let before = await value.textContent();
  for (const wanted of [EDGES[2], LARGEST]) {
    await edit.click();
    await dialog(page).getByLabel(name).fill(wanted);
    await dialog(page).getByRole('button', { name: 'Review' }).click();
    await expect(dialog(page).locator('ins')).toHaveText(wanted);
    await expect(dialog(page).locator('del')).toHaveText(before ?? '');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expect(value).toHaveText(wanted);
    const path = `/v1/instances/${world.instance}/topics/${topic}`;
    const { config } = await api.get<{ config: Record<string, { value: string }> }>(path);
    expect(config[name]?.value).toBe(wanted);
    before = wanted;
  }
  await edit.click();
  await dialog(page).getByLabel(name).fill('-9223372036854775808');
  await dialog(page).getByRole('button', { name: 'Review' }).click();
  await expect(dialog(page).locator('ins')).toHaveText('-9223372036854775808');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText(name);
  await expect(dialog(page).getByLabel(name)).toHaveValue('-9223372036854775808');
});

test('hostile keys, values and headers are written, read and copied as text', async ({
  page,
  enter,
  world,
  api,
}) => {
  const topic = await freshTopic(api, world, 'hostile');
  const messages = HOSTILE.map((text): Message => ({
    key: text,
    value: text,
    headers: [{ name: text, value: text }],
  }));
  await enter();
  await page.goto(messagesPath(world, topic));
  // One through the form, for all go the same way; the others as programs write them.
  const [first, ...others] = messages;
  await page.getByRole('button', { name: 'Produce message' }).click();
  await fillMessage(page, first ?? NOTHING);
  await send(page);
  await api.post(`/v1/instances/${world.instance}/topics/${topic}/records`, {
    records: others.map(({ key, value, headers }) => ({
      key: { text: key },
      value: { text: value },
      headers: headers.map((header) => ({ key: header.name, value: { text: header.value } })),
    })),
  });
  expect(await held(api, world, topic)).toEqual(messages);
  await page.goto(`${messagesPath(world, topic)}?from=earliest`);
  for (const [at, message] of messages.entries()) {
    const details = await openRecord(page, `0:${at}`);
    expect(await shownIn(details)).toEqual(message);
    await page.getByRole('button', { name: `Details of message 0:${at}`, exact: true }).click();
  }
  await page.goto(`${messagesPath(world, topic)}?${new URLSearchParams({ key: HOSTILE[1] }).toString()}`);
  await expect(page.getByLabel('Key contains')).toHaveValue(HOSTILE[1]);
  await expect(page.getByRole('button', { name: /^Details of message/ })).toHaveCount(1);
  expect(await harm(page)).toEqual([]);
});

test('a link leads to the same record later, and a copy of any bytes is the same bytes', async ({
  page,
  enter,
  world,
  api,
}) => {
  const topic = await freshTopic(api, world, 'links', 3);
  const path = `/v1/instances/${world.instance}/topics/${topic}/records`;
  const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');
  // Not UTF-8, line breaks of all kinds, nothing at all, and no value.
  const records = [
    { value: { base64: base64(0xff, 0x00, 0x80) }, headers: [{ key: 'bytes', value: { base64: '/w==' } }] },
    {
      key: { text: '' },
      value: { text: 'one\r\ntwo\rthree\n\u0000\u2028' },
      headers: [{ key: 'n', value: null }],
    },
    { key: { text: 'gone' }, value: null },
  ].map((record) => ({ partition: 1, ...record }));
  await api.post(path, { records });
  await enter();
  await page.goto(messagesPath(world, topic));
  await openRecord(page, '1:1');
  await page.getByRole('link', { name: 'Link to this message' }).click();
  await expect(page).toHaveURL(/from=offset/);
  const link = page.url();
  // More of them come, so that it would be no longer among the newest.
  await api.post(path, {
    records: Array.from({ length: 100 }, () => ({ partition: 1, value: { text: 'x' } })),
  });
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('button', { name: /^Details of message/ }).first()).toHaveAccessibleName(
    'Details of message 1:1',
  );
  interface Raw {
    key: unknown;
    value: unknown;
    headers: unknown;
  }
  const raw = async (partition: number, offset: string) => {
    const { items } = await api.get<{ items: Raw[] }>(
      `${path}?partition=${partition}&from_offset=${offset}&limit=1`,
    );
    return items.map(({ key, value, headers }) => ({ key, value, headers }));
  };
  for (const [at] of records.entries()) {
    await page.goto(`${messagesPath(world, topic)}?from=offset&partition=1&offset=${at}&produce=1:${at}`);
    await dialog(page).getByLabel('Partition').selectOption('2');
    await send(page);
    expect(await raw(2, String(at))).toEqual(await raw(1, String(at)));
  }
});
