// The shortest way to a first message: a topic, a credential, a record.
import { queryOptions } from '@tanstack/react-query';
import { answered, api, ok } from './client';
import { createCredential } from './credentials';

export const QUICK_TOPIC = 'hello';
export const QUICK_CREDENTIAL = 'quickstart';

/** The topic `hello`, or the first one there is; null if there is none. */
export const firstTopicQuery = (instance: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['topics', instance, 'first'],
    queryFn: async ({ signal }) => {
      const { items } = await ok(
        api.GET('/v1/instances/{instance}/topics', { params: { path: { instance } }, signal }),
      );
      return (items.find(({ name }) => name === QUICK_TOPIC) ?? items[0])?.name ?? null;
    },
    enabled,
    refetchInterval: 3_000,
  });

/** Whether anything was ever written to the topic. */
export const writtenQuery = (instance: string, topic: string | null | undefined) =>
  queryOptions({
    queryKey: ['topics', instance, 'written', topic],
    queryFn: async ({ signal }) => {
      const path = { instance, topic: topic ?? '' };
      const { partitions } = await ok(
        api.GET('/v1/instances/{instance}/topics/{topic}', { params: { path }, signal }),
      );
      return partitions.some(({ end_offset }) => BigInt(end_offset ?? 0) > 0n);
    },
    enabled: !!topic,
    refetchInterval: (query) => (query.state.data ? false : 2_000),
  });

export function createQuickTopic(instance: string) {
  const body = { name: QUICK_TOPIC, partitions: 1 };
  return ok(api.POST('/v1/instances/{instance}/topics', { params: { path: { instance } }, body }));
}

export function createQuickCredential(instance: string) {
  return createCredential(instance, { name: QUICK_CREDENTIAL, preset: 'admin' });
}

export interface Produced {
  partition: number;
  offset: string | null | undefined;
  /** From the press of the button to the broker's answer. */
  took_ms: number;
}

/** Writes one record through the gateway, as the signed-in person. */
export async function produceTestMessage(instance: string, topic: string): Promise<Produced> {
  const begun = performance.now();
  const value = JSON.stringify({ message: 'Hello from the Millrace console', at: new Date().toISOString() });
  const { records } = await answered(
    api.POST('/v1/instances/{instance}/topics/{topic}/records', {
      params: { path: { instance, topic } },
      body: { records: [{ key: { text: 'hello' }, value: { text: value } }] },
    }),
  );
  const [record] = records;
  if (!record) throw new Error('The answer names no record.');
  return {
    partition: record.partition,
    offset: record.offset,
    took_ms: Math.round(performance.now() - begun),
  };
}

/** How many topics there are: exactly, or `more than 100`. */
export const topicCountQuery = (instance: string) =>
  queryOptions({
    queryKey: ['topics', instance, 'count'],
    queryFn: async ({ signal }) => {
      const params = { path: { instance }, query: { page_size: 100 } };
      const page = await ok(api.GET('/v1/instances/{instance}/topics', { params, signal }));
      return page.next_page_token ? `more than ${page.items.length}` : String(page.items.length);
    },
  });
