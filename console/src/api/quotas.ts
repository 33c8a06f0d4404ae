// What an organisation may use in all, and what of it is in use.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Quota = Schema<'Quota'>;

export const quotasQuery = (org: string) =>
  queryOptions({
    queryKey: ['quotas', org],
    queryFn: ({ signal }) => ok(api.GET('/v1/orgs/{org}/quotas', { params: { path: { org } }, signal })),
    refetchInterval: POLL_MS,
  });
