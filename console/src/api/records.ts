// Records: reading them a page at a time, following them live, and writing some.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import type { paths } from './schema';
import { type ServerEvent, serverEvents } from './serverEvents';

export type KafkaRecord = Schema<'Record'>;
export type Payload = Schema<'Payload'>;
export type Records = Schema<'Records'>;
export type RecordToProduce = Schema<'RecordToProduce'>;
export type Content = Schema<'Content'>;
export type Browse = Omit<
  NonNullable<paths['/v1/instances/{instance}/topics/{topic}/records']['get']['parameters']['query']>,
  'page_token' | 'fields'
>;
export type Tail = NonNullable<
  paths['/v1/instances/{instance}/topics/{topic}/records/tail']['get']['parameters']['query']
>;

/** What tells a record from all others of its topic. */
export function recordId({ partition, offset }: Pick<KafkaRecord, 'partition' | 'offset'>): string {
  return `${partition}:${offset}`;
}

/** The most pages that are kept; older ones are forgotten. */
const PAGES = 10;

/** Pages of records. They stay as they are until asked for anew: reading costs the brokers. */
export const recordsQuery = (instance: string, topic: string, browse: Browse) =>
  infiniteQueryOptions({
    queryKey: ['records', instance, topic, browse],
    queryFn: ({ signal, pageParam }) => browseRecords(instance, topic, browse, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Records) => page.next_page_token ?? null,
    getPreviousPageParam: () => null,
    maxPages: PAGES,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });

function browseRecords(
  instance: string,
  topic: string,
  browse: Browse,
  token: string | null,
  signal: AbortSignal,
) {
  const query = token ? { ...browse, page_token: token } : browse;
  const params = { path: { instance, topic }, query };
  return ok(api.GET('/v1/instances/{instance}/topics/{topic}/records', { params, signal }));
}

/** One whole record, as far as the API shows one; undefined if it is no longer there. */
export async function readRecord(
  instance: string,
  topic: string,
  { partition, offset }: Pick<KafkaRecord, 'partition' | 'offset'>,
): Promise<KafkaRecord | undefined> {
  const query = { partition: [partition], from_offset: offset, limit: 1, payload_bytes: 1_048_576 };
  const params = { path: { instance, topic }, query };
  const { items } = await ok(api.GET('/v1/instances/{instance}/topics/{topic}/records', { params }));
  return items.find((record) => record.offset === offset);
}

/** Records as they are written, until `signal` aborts or the server ends it. */
export async function* tailRecords(
  instance: string,
  topic: string,
  query: Tail,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const params = { path: { instance, topic }, query };
  const call = api.GET('/v1/instances/{instance}/topics/{topic}/records/tail', {
    params,
    signal,
    parseAs: 'stream',
  });
  const stream = await ok(call);
  if (stream) yield* serverEvents(stream);
}

export function produce(instance: string, topic: string, record: RecordToProduce) {
  const params = { path: { instance, topic } };
  return ok(
    api.POST('/v1/instances/{instance}/topics/{topic}/records', { params, body: { records: [record] } }),
  );
}
