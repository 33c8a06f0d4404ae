// The clusters of this Millrace and what they carry, for its operators.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Cluster = Schema<'Cluster'>;

export const clustersQuery = (list: { page_token?: string }) =>
  queryOptions({
    queryKey: ['clusters', list],
    queryFn: ({ signal }) => ok(api.GET('/v1/clusters', { params: { query: list }, signal })),
    refetchInterval: POLL_MS,
  });
