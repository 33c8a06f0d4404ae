// How clients reach an instance.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';

export type Connection = Schema<'Connection'>;

/** With a key, the snippets name it and what it may use. */
export const connectionQuery = (instance: string, chosen?: { credential: string; key: string }) =>
  queryOptions({
    queryKey: ['connection', instance, chosen ?? null],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/connection', {
          params: { path: { instance }, query: { ...chosen } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
