// The message browser, as the tests of it use it.
import type { Locator, Page } from '@playwright/test';
import type { Api } from './api';
import { dialog } from './faces';
import { expect } from './fixtures';
import type { World } from './world';

export interface Header {
  name: string;
  value: string;
}

export interface Message {
  key: string;
  value: string;
  headers: readonly Header[];
}

interface Payload {
  base64: string;
}

/** A record as the API has it, with its bytes. */
interface Held {
  key: Payload | null;
  value: Payload | null;
  headers: { key: string; value: Payload | null }[];
}

/** Makes a topic that nobody else writes to, and says its name. */
export async function freshTopic(api: Api, world: World, name: string, partitions = 1): Promise<string> {
  const unique = `${name}-${Date.now().toString(36)}`;
  await api.post(`/v1/instances/${world.instance}/topics`, { name: unique, partitions });
  return unique;
}

export const messagesPath = (world: World, topic: string) =>
  `${world.url}/instances/${world.instance}/topics/${topic}`;

/** Fills in the form that writes a message. */
export async function fillMessage(page: Page, { key, value, headers }: Message) {
  const form = dialog(page);
  await form.getByLabel('Key as').selectOption('Text');
  await form.getByLabel('Key', { exact: true }).fill(key);
  await form.getByLabel('Value', { exact: true }).fill(value);
  for (const [at, header] of headers.entries()) {
    await form.getByRole('button', { name: 'Add a header' }).click();
    await form.getByLabel(`Name of header ${at + 1}`).fill(header.name);
    await form.getByLabel(`Value of header ${at + 1}`, { exact: true }).fill(header.value);
  }
}

/** Sends the form, and waits until it is gone. */
export async function send(page: Page) {
  await dialog(page).getByRole('button', { name: 'Produce', exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
}

/** Opens the details of the record at `partition:offset`. */
export async function openRecord(page: Page, id: string): Promise<Locator> {
  await page.getByRole('button', { name: `Details of message ${id}`, exact: true }).click();
  const details = page.locator('.millrace-record');
  await expect(details).toBeVisible();
  return details;
}

/** What the details of a record show, letter by letter. */
export async function shownIn(details: Locator): Promise<Message> {
  const cells = await details.getByRole('grid', { name: 'Headers' }).getByRole('gridcell').allTextContents();
  const headers = cells.flatMap((name, at) => (at % 2 === 0 ? [{ name, value: cells[at + 1] ?? '' }] : []));
  const content = (label: string) => details.locator(`pre[aria-label="${label}"]`).textContent();
  return { key: (await content('Key')) ?? '', value: (await content('Value')) ?? '', headers };
}

/** The records of a topic as the API has them, with the bytes read as UTF-8. */
export async function held(api: Api, world: World, topic: string): Promise<Message[]> {
  const path = `/v1/instances/${world.instance}/topics/${topic}/records?from_offset=0&limit=500`;
  const { items } = await api.get<{ items: Held[] }>(path);
  const text = (payload: Payload | null) => Buffer.from(payload?.base64 ?? '', 'base64').toString('utf8');
  return items.map(({ key, value, headers }) => ({
    key: text(key),
    value: text(value),
    headers: headers.map((header) => ({ name: header.key, value: text(header.value) })),
  }));
}
