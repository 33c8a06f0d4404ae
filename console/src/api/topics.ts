// Topics: lists, one topic, and changing them.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type TopicSummary = Schema<'TopicSummary'>;
export type Topic = Schema<'Topic'>;
export type TopicCreate = Schema<'TopicCreate'>;
export type TopicPatch = Schema<'TopicPatch'>;
export type TopicConfig = Schema<'TopicConfig'>;
export type TopicConfigRule = Schema<'TopicConfigRule'>;

/** How the API orders topics. */
export const TOPIC_SORTS = ['name', 'partitions', 'size', 'bytes_in'] as const;
export type TopicSort = (typeof TOPIC_SORTS)[number];
export type TopicOrder = TopicSort | `${TopicSort} desc`;
export const TOPIC_ORDERS: readonly TopicOrder[] = TOPIC_SORTS.flatMap((by) => [by, `${by} desc` as const]);

export interface TopicList {
  q?: string;
  order_by?: TopicOrder;
  page_size?: number;
  page_token?: string;
}

export const topicsQuery = (instance: string, list: TopicList) =>
  queryOptions({
    queryKey: ['topics', instance, list],
    queryFn: ({ signal }) =>
      ok(api.GET('/v1/instances/{instance}/topics', { params: { path: { instance }, query: list }, signal })),
    refetchInterval: POLL_MS,
  });

export const topicQuery = (instance: string, topic: string) =>
  queryOptions({
    queryKey: ['topic', instance, topic],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/topics/{topic}', {
          params: { path: { instance, topic } },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });

export function createTopic(instance: string, body: TopicCreate) {
  return ok(api.POST('/v1/instances/{instance}/topics', { params: { path: { instance } }, body }));
}

export function updateTopic(instance: string, topic: string, body: TopicPatch) {
  return ok(
    api.PATCH('/v1/instances/{instance}/topics/{topic}', { params: { path: { instance, topic } }, body }),
  );
}

export function deleteTopic(instance: string, topic: string) {
  return ok(api.DELETE('/v1/instances/{instance}/topics/{topic}', { params: { path: { instance, topic } } }));
}

/** How many offsets a topic spans, markers of transactions and compacted records included; null if unknown. */
export function offsetSpan(topic: Topic): bigint | null {
  let span = 0n;
  for (const { start_offset: start, end_offset: end } of topic.partitions) {
    if (start == null || end == null) return null;
    span += BigInt(end) - BigInt(start);
  }
  return span;
}
