// How clients reach an instance.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';

export type Connection = Schema<'Connection'>;

/** Whom the snippets are for. */
interface Chosen {
  /** They name its key, and topics and groups that it may use. */
  credential?: string;
  key?: string;
  topic?: string;
}

export const connectionQuery = (instance: string, chosen: Chosen = {}) =>
  queryOptions({
    queryKey: ['connection', instance, chosen],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/connection', {
          params: { path: { instance }, query: chosen },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
