// Consumer groups: how far they are, moving them, and deleting them.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Group = Schema<'Group'>;

interface GroupList {
  prefix?: string;
  page_size?: number;
  page_token?: string;
}

export const groupsQuery = (instance: string, list: GroupList) =>
  queryOptions({
    queryKey: ['groups', instance, list],
    queryFn: ({ signal }) =>
      ok(api.GET('/v1/instances/{instance}/groups', { params: { path: { instance }, query: list }, signal })),
    refetchInterval: POLL_MS,
  });

export const groupQuery = (instance: string, group: string) =>
  queryOptions({
    queryKey: ['group', instance, group],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/groups/{group}', {
          params: { path: { instance, group } },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });
