// What an instance used over the last hour or day, beside what it may use.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Usage = Schema<'Usage'>;
export type UsageWindow = '1h' | '24h';

export const usageQuery = (instance: string, window: UsageWindow) =>
  queryOptions({
    queryKey: ['usage', instance, window],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/usage', {
          params: { path: { instance }, query: { window } },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });
