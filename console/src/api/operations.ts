// Changes that take a while.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';

export type Operation = Schema<'Operation'>;

/** The newest operations of an org. */
export const operationsQuery = (org: string, refetchInterval: number) =>
  queryOptions({
    queryKey: ['operations', org],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/orgs/{org}/operations', {
          params: { path: { org }, query: { page_size: 50, order_by: 'created_at desc' } },
          signal,
        }),
      ),
    refetchInterval,
  });
